import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  encodeRecord,
  isOurs,
  largestDelta,
  type EncodedBytes,
  type RecordToEncode,
} from './kafkajs.record-encoder.js';

const original = createRequire(import.meta.url)('kafkajs/src/protocol/recordBatch/record/v0') as (
  record: RecordToEncode,
) => EncodedBytes;

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const delta = fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: largestDelta }));
const record = fc.record({
  offsetDelta: delta,
  timestampDelta: delta,
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), bytes, { maxKeys: 5 }),
});

describe('the record encoder', () => {
  it('writes the bytes that kafkajs would write', () => {
    fc.assert(
      fc.property(record, (one) => {
        expect(encodeRecord(one).buffer.equals(original(one).buffer)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves to kafkajs what others give it', () => {
    const ours = { offsetDelta: 0, timestampDelta: 0, key: null, value: Buffer.from('v'), headers: {} };
    expect(isOurs(ours)).toBe(true);
    const others = [{ key: 'text' }, { value: undefined }, { headers: { a: ['1', '2'] } }, { timestampDelta: 2 ** 31 }];
    for (const other of others) expect(isOurs({ ...ours, ...other } as never)).toBe(false);
  });

  it('writes values larger than any pool', () => {
    const large = {
      offsetDelta: 999,
      timestampDelta: 0,
      key: null,
      value: Buffer.alloc(900_000, 7),
      headers: { 'content-type': Buffer.from('application/json') },
    };
    expect(encodeRecord(large).buffer.equals(original(large).buffer)).toBe(true);
  });
});
