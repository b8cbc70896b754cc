import mongoose, { type mongo } from 'mongoose';
import type { AttributeMatching } from '../attribute-condition.js';
import { authoritative, durable } from './durable.js';
import { duplicateKey } from './mongo-errors.js';
import { MongoRefused } from './refused.js';

/** What servers of this protocol do differently. */
export interface ServerAbilities {
  readonly attributes: AttributeMatching;
  /** More updates in one command, or in commands at the same time, hang this server. */
  readonly updatesPerCommand?: number;
}

/** A sixth of what hangs FerretDB, so that six processes may save at the same time. */
const ferretUpdatesPerCommand = 16;

/**
 * Writes a document at majority, reads it back at majority, sees its twin refused, and removes it:
 * the journal rests on nothing else. What is optional is found out on the way.
 * @throws MongoRefused when the server answers and cannot do that
 */
export async function checkServer(database: mongo.Db, where: string): Promise<ServerAbilities> {
  const probes = database.collection('probe');
  const probe = { _id: new mongoose.mongo.ObjectId(), attributes: [{ k: 'probe', v: true }] };
  try {
    await probes.insertOne(probe, { writeConcern: durable });
    if (!(await probes.findOne({ _id: probe._id }, authoritative))) {
      throw new MongoRefused(
        `MongoDB at ${where} acknowledged a write at majority and does not show it: check the deployment.`,
      );
    }
    if (!(await refusesTwin(probes, probe))) {
      throw new MongoRefused(`MongoDB at ${where} took the same _id twice: it cannot keep a journal.`);
    }
    return {
      attributes: (await findsElement(probes, probe)) ? 'element' : 'whole',
      ...((await isFerretDb(database)) ? { updatesPerCommand: ferretUpdatesPerCommand } : {}),
    };
  } finally {
    await probes.deleteOne({ _id: probe._id }, { writeConcern: durable }).catch(() => undefined);
  }
}

async function refusesTwin(probes: mongo.Collection, probe: mongo.Document): Promise<boolean> {
  try {
    await probes.insertOne(probe, { writeConcern: durable });
    return false;
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoServerError && error.code === duplicateKey) return true;
    throw error;
  }
}

/** FerretDB refuses `$elemMatch` with several fields. */
async function findsElement(probes: mongo.Collection, { _id }: mongo.Document): Promise<boolean> {
  try {
    const filter = { _id: _id as mongo.ObjectId, attributes: { $elemMatch: { k: 'probe', v: true } } };
    return (await probes.findOne(filter, authoritative)) !== null;
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoServerError) return false;
    throw error;
  }
}

async function isFerretDb(database: mongo.Db): Promise<boolean> {
  return 'ferretdbVersion' in (await database.command({ buildInfo: 1 }));
}
