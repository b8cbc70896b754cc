import type { Custody, Instances, Journal, Ledger, Versions } from '@skald/ports';
import type { mongo } from 'mongoose';
import type { ServerAbilities } from './connection/check-server.js';
import { MongoCustody, type CustodyDocument, type SuspectDocument } from './custody.mongo.js';
import { fewAtOnce, type Save } from './few-at-once.js';
import { MongoInstances } from './instances.mongo.js';
import { MongoJournal } from './journal.mongo.js';
import { MongoLedger, type LedgerDocument } from './ledger.mongo.js';
import type { ProjectionDocument } from './projection-document.js';
import { saveProjections } from './save-projections.js';
import type { ProjectionModel } from './schema/projection.schema.js';
import type { TurnDocument } from './turn-document.js';
import { MongoVersions, type CurrentVersionDocument } from './versions.mongo.js';

export interface MongoStores {
  readonly journal: Journal;
  readonly instances: Instances;
  readonly ledger: Ledger;
  readonly custody: Custody;
  readonly versions: Versions;
}

interface Database {
  readonly database: Pick<mongo.Db, 'collection'>;
  /** Of the projections in that database. */
  readonly model: ProjectionModel;
  readonly abilities: ServerAbilities;
}

/** The stores over a database that is connected and can do what they need. */
export function mongoStores({ database, model, abilities }: Database): MongoStores {
  const projections = database.collection<ProjectionDocument>('instances');
  const { attributes, updatesPerCommand } = abilities;
  const saveAll: Save = (some) => saveProjections(projections, some);
  const save = updatesPerCommand === undefined ? saveAll : fewAtOnce(saveAll, updatesPerCommand);
  return {
    journal: new MongoJournal(database.collection<TurnDocument>('journal')),
    instances: new MongoInstances(model, projections, save, attributes),
    ledger: new MongoLedger(database.collection<LedgerDocument>('ledger')),
    custody: new MongoCustody(
      database.collection<CustodyDocument>('custody'),
      database.collection<SuspectDocument>('suspects'),
    ),
    versions: new MongoVersions(database.collection<CurrentVersionDocument>('versions')),
  };
}
