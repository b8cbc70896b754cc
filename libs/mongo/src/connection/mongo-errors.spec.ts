import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '@skald/ports';
import mongoose from 'mongoose';
import { documentErrors, isAnswer, unavailable } from './mongo-errors.js';

const { MongoBulkWriteError, MongoNetworkError, MongoOperationTimeoutError, MongoServerError } = mongoose.mongo;
type BulkError = ConstructorParameters<typeof MongoBulkWriteError>;

const bulkError = (codes: readonly number[], writeConcernError?: object): Error =>
  new MongoBulkWriteError(
    {
      message: 'failed',
      code: codes[0],
      writeErrors: codes.map((code, index) => ({ index, code, errmsg: `error ${code}` })),
    } as unknown as BulkError[0],
    { getWriteConcernError: () => writeConcernError } as BulkError[1],
  );

const systemError = Object.assign(new Error('write ECONNRESET'), { errno: -104, code: 'ECONNRESET', syscall: 'write' });

describe('errors of an unordered bulk write', () => {
  it('tells which documents failed, when that is all that went wrong', () => {
    expect(documentErrors(bulkError([11000, 2]))).toEqual([
      { index: 0, code: 11000, message: 'error 11000' },
      { index: 1, code: 2, message: 'error 2' },
    ]);
  });

  it.each([
    ['the majority did not acknowledge', bulkError([11000], { code: 64 })],
    ['a document failed for a reason that passes', bulkError([11000, 112])],
    ['the whole command failed', bulkError([])],
    ['the network broke', new MongoNetworkError('gone')],
    ['the driver hands on what the system said of a socket', systemError],
    ['the driver gave up', new MongoOperationTimeoutError('timed out')],
  ])('M5 is StoreUnavailable with the cause when %s', (_, error) => {
    expect(() => documentErrors(error)).toThrow(StoreUnavailable);
    expect(unavailable(error)).toMatchObject({ code: 'STORE_UNAVAILABLE', cause: error });
  });

  it('leaves errors that are not the driver’s as they are', () => {
    const bug = new TypeError('bug');
    expect(unavailable(bug)).toBe(bug);
    expect(() => documentErrors(bug)).toThrow(bug);
  });
});

describe('whether a server answered', () => {
  it.each([
    ['says no', new MongoServerError({ message: 'not primary', code: 10107 })],
    ['names documents that it refuses', bulkError([11000])],
    ['tells that the majority did not acknowledge', bulkError([], { code: 64 })],
    ['did not have to be asked', new TypeError('bug')],
  ])('is so when it %s', (_, error) => {
    expect(isAnswer(error)).toBe(true);
  });

  it.each([
    ['the network broke', new MongoNetworkError('gone')],
    ['the network broke in a bulk write', bulkError([])],
    ['the driver hands on what the system said of a socket', systemError],
    ['it took too long', new StoreUnavailable('MongoDB: no answer within 30000 ms')],
  ])('is not so when %s', (_, error) => {
    expect(isAnswer(error)).toBe(false);
  });
});
