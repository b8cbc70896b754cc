import { StoreUnavailable } from '@skald/ports';
import mongoose from 'mongoose';
import { isDriverError } from './mongo-errors.js';

const { MongoAPIError, MongoServerError } = mongoose.mongo;

/** The connection cannot be used as it is configured: says what, where and what to do. */
export class MongoRefused extends Error {
  override readonly name = 'MongoRefused';
  readonly code = 'MONGO_REFUSED';
}

const authenticationFailed = 18;
const unauthorized = 13;

/** Why no connection came about: for good, or until the server answers. */
export function notConnected(error: unknown, where: string): unknown {
  const refused = refusedForGood(error, where);
  if (!isDriverError(refused)) return refused;
  return new StoreUnavailable(`MongoDB at ${where} does not answer: ${refused.message}`, { cause: error });
}

/** Errors that trying again does not mend, with what to do; others stay as they are. Never shows the URI: it holds a password. */
export function refusedForGood(error: unknown, where: string): unknown {
  const cause = error instanceof mongoose.Error.MongooseServerSelectionError ? (error.cause ?? error) : error;
  if (cause instanceof MongoServerError && (cause.code === authenticationFailed || cause.code === unauthorized)) {
    return new MongoRefused(
      `MongoDB at ${where} does not let this user in: ${cause.message}. Check user, password and authSource in MONGODB_URI, and the user's rights.`,
      { cause: error },
    );
  }
  if (isTooOld(error)) {
    return new MongoRefused(`MongoDB at ${where} is too old: ${(error as Error).message}. Use MongoDB 4.4 or newer.`, {
      cause: error,
    });
  }
  if (isAboutTheUri(error)) {
    return new MongoRefused(`MONGODB_URI cannot be used: ${error.message}.`, { cause: error });
  }
  return error;
}

/** The URI's parser has an error class of its own, with the same name. */
function isAboutTheUri(error: unknown): error is Error {
  return error instanceof MongoAPIError || (error instanceof Error && error.name === 'MongoParseError');
}

function isTooOld(error: unknown): boolean {
  return error instanceof Error && /reports? maximum wire version/.test(error.message);
}
