import mongoose, { type mongo } from 'mongoose';
import type { Random } from '../kernel/random.js';

const { MongoBulkWriteError, MongoNetworkError, MongoNetworkTimeoutError, MongoServerSelectionError } = mongoose.mongo;
const { MongoServerError, MongoWriteConcernError } = mongoose.mongo;

/** What a server says of one statement that it did not carry out. */
export interface WriteError {
  readonly index: number;
  readonly code: number;
  readonly errmsg: string;
}

export interface WriteConcernError {
  readonly code: number;
  readonly errmsg: string;
}

/** Nobody knows what became of what was asked. */
export function connectionLost(random: Random): Error {
  if (random.chance(0.5)) return new MongoNetworkError('connection 7 to 127.0.0.1:27017 closed');
  return new MongoNetworkTimeoutError('connection 7 to 127.0.0.1:27017 timed out');
}

export function noServer(): Error {
  const reason = { error: new MongoNetworkError('connect ECONNREFUSED 127.0.0.1:27017') };
  return new MongoServerSelectionError('', reason as unknown as mongo.TopologyDescription);
}

export const steppedDown: WriteConcernError = { code: 11602, errmsg: 'operation was interrupted' };

export function notAcknowledged(writeConcernError: WriteConcernError): Error {
  return new MongoWriteConcernError({ ok: 1, writeConcernError });
}

export function duplicateKey(collection: string, id: string): Omit<WriteError, 'index'> {
  const errmsg = `E11000 duplicate key error collection: skald.${collection} index: _id_ dup key: { _id: ${JSON.stringify(id)} }`;
  return { code: 11000, errmsg };
}

export function refused(error: WriteError): Error {
  return new MongoServerError(error);
}

/** Statements of a bulk that failed; the others were carried out. */
export function bulkFailed(writeErrors: readonly WriteError[], concern: WriteConcernError | undefined): Error {
  const { code, errmsg: message } = writeErrors[0] ?? concern!;
  return bulkError({ message, code, writeErrors: [...writeErrors] }, concern);
}

/** A command of a bulk failed as a whole. */
export function bulkBroken(error: Error): Error {
  return bulkError(error, undefined);
}

type BulkError = ConstructorParameters<typeof MongoBulkWriteError>;

// Of the driver's own result only what it thinks of the write concern: counts differ from store to store.
function bulkError(error: object, concern: WriteConcernError | undefined): Error {
  const result = { getWriteConcernError: () => concern };
  return new MongoBulkWriteError(error as BulkError[0], result as unknown as BulkError[1]);
}
