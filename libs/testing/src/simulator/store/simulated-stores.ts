import { mongoStores } from '@skald/mongo';
import type { SimulatedProcess } from '../process/simulated-process.js';
import { MongoConnection } from './mongo-connection.js';
import { SimulatedCollection } from './simulated-collection.js';
import type { SimulatedMongo } from './simulated-mongo.js';
import { SimulatedModel } from './simulated-model.js';

type Given = Parameters<typeof mongoStores>[0];

/** The stores of one process: libs/mongo itself, over a server that is simulated. */
export function simulatedStores(server: SimulatedMongo, process: SimulatedProcess): ReturnType<typeof mongoStores> {
  const connection = new MongoConnection(server, process);
  const collection = (name: string): SimulatedCollection => new SimulatedCollection(connection, name);
  // The one place where they pass for the driver's: they have what libs/mongo calls, not the rest.
  return mongoStores({
    database: { collection } as unknown as Given['database'],
    model: new SimulatedModel(collection('instances')) as unknown as Given['model'],
    abilities: { attributes: 'element' },
  });
}
