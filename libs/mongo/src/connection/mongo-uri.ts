import mongoose from 'mongoose';
import { MongoRefused, refusedForGood } from './refused.js';

const defaultDatabase = 'skald';

export interface Address {
  /** The database named in the URI, else `skald`. */
  readonly database: string;
  /** Hosts, for messages: without user and password. */
  readonly where: string;
}

/**
 * Reads the URI and refuses what promises less than the journal needs.
 * @throws MongoRefused
 */
export function readUri(uri: string): Address {
  const { hosts, srvHost, dbName, writeConcern, readConcern, readPreference } = optionsOf(uri);
  const where = srvHost ?? hosts.map(String).join(',');
  const refuse = (what: string, instead: string): never => {
    throw new MongoRefused(`MONGODB_URI (${where}) has ${what}: an acknowledged write could be lost. ${instead}`);
  };
  const w = writeConcern?.w;
  if (w !== undefined && w !== 'majority') refuse(`w=${String(w)}`, 'Leave w out, or set w=majority.');
  if (writeConcern?.journal === false) refuse('journal=false', 'Leave journal out, or set journal=true.');
  if (readConcern && readConcern.level !== 'majority' && readConcern.level !== 'linearizable') {
    refuse(`readConcernLevel=${readConcern.level}`, 'Leave readConcernLevel out, or set it to majority.');
  }
  if (readPreference && readPreference.mode !== 'primary') {
    refuse(`readPreference=${readPreference.mode}`, 'Leave readPreference out, or set it to primary.');
  }
  return { database: namesDatabase(uri) ? dbName : defaultDatabase, where };
}

function optionsOf(uri: string): mongoose.mongo.MongoOptions {
  try {
    return new mongoose.mongo.MongoClient(uri).options;
  } catch (error) {
    throw refusedForGood(error, 'the given address');
  }
}

/** The driver falls back to `test`, and does not say that it did. */
function namesDatabase(uri: string): boolean {
  return /^[^:]+:\/\/[^/?]*\/[^?]/.test(uri);
}
