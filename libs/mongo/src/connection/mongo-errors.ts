import { StoreUnavailable } from '@skald/ports';
import mongoose from 'mongoose';

const { MongoError, MongoBulkWriteError, MongoServerError } = mongoose.mongo;

export const duplicateKey = 11000;

// Errors of one document that pass by themselves; every other one is about the document.
// https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
const passing = new Set([
  6, 7, 50, 89, 91, 112, 134, 146, 189, 262, 317, 358, 8000, 9001, 10107, 11600, 11602, 13388, 13435, 13436, 14031,
]);

export interface DocumentError {
  readonly index: number;
  readonly code: number;
  readonly message: string;
}

/**
 * The errors of single documents of an unordered bulk write, when they are all that went wrong:
 * every other document of it is then written and acknowledged.
 * @throws StoreUnavailable when that is not so
 */
export function documentErrors(error: unknown): readonly DocumentError[] {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError() !== undefined)
    throw unavailable(error);
  const errors = [error.writeErrors].flat();
  if (errors.length === 0 || errors.some(({ code }) => passing.has(code))) throw unavailable(error);
  return errors.map(({ index, code, errmsg }) => ({ index, code, message: errmsg ?? `code ${code}` }));
}

/** What the driver says, as the port's error; what is not the driver's stays as it is. */
export function unavailable(error: unknown): unknown {
  if (!isDriverError(error)) return error;
  return new StoreUnavailable(`MongoDB: ${error.message}`, { cause: error });
}

export function isDriverError(error: unknown): error is Error {
  return error instanceof MongoError || error instanceof mongoose.Error || isOfSocket(error);
}

/** A server said so, or none had to be asked. The driver dresses what went wrong on the way as an error of a bulk write as well. */
export function isAnswer(error: unknown): boolean {
  if (error instanceof MongoBulkWriteError) {
    return [error.writeErrors].flat().length > 0 || error.result.getWriteConcernError() !== undefined;
  }
  return error instanceof MongoServerError || !(unavailable(error) instanceof StoreUnavailable);
}

/** A connection that breaks off while a command is written: the driver hands on what the system says. */
function isOfSocket(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'errno' in error;
}

/** Runs an operation of the driver; its errors come out as StoreUnavailable. */
export async function asking<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw unavailable(error);
  }
}
