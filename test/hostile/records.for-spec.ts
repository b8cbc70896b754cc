import fc from 'fast-check';
import type { IncomingRecord } from '@skald/ports';
import { jsonText, words } from './json-text.for-spec.js';
import { mutated } from './mutation.for-spec.js';

const bytes = fc.uint8Array({ maxLength: 40 }).map((drawn) => Buffer.from(drawn));
const text = (drawn: fc.Arbitrary<string>) => drawn.map((value) => Buffer.from(value));

/** Bytes changed, cut or doubled anywhere. */
const damaged = (good: fc.Arbitrary<Buffer>) =>
  fc.tuple(good, fc.nat(), fc.nat(255), fc.constantFrom('flip', 'cut', 'twice')).map(([value, at, byte, how]) => {
    const place = value.length === 0 ? 0 : at % value.length;
    if (how === 'cut') return value.subarray(0, place);
    if (how === 'twice') return Buffer.concat([value, value.subarray(place)]);
    const copy = Buffer.from(value);
    if (copy.length > 0) copy[place] = byte;
    return copy;
  });

export interface Place {
  readonly topic: string;
  /** Keys that fit one of the messages. */
  readonly keys: readonly string[];
}

/** Records around these messages: whole, mutated, damaged or nothing but bytes, under a right key, a wrong one or none. */
export function records({ topic, keys }: Place, ...good: readonly object[]): fc.Arbitrary<IncomingRecord> {
  const messages = text(mutated(...good));
  const value = fc.oneof(
    { weight: 80, arbitrary: messages },
    { weight: 10, arbitrary: damaged(messages) },
    { weight: 4, arbitrary: text(jsonText) },
    { weight: 4, arbitrary: bytes },
    { weight: 1, arbitrary: fc.constant(null) },
  );
  const key = fc.oneof(
    { weight: 80, arbitrary: fc.constantFrom(...keys).map((one) => Buffer.from(one)) },
    { weight: 10, arbitrary: fc.constant(null) },
    { weight: 5, arbitrary: text(fc.constantFrom(...words)) },
    { weight: 3, arbitrary: bytes },
  );
  const headers = fc.oneof(
    { weight: 5, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...words), bytes).map((entry) => Object.fromEntries([entry])) },
  );
  return fc.tuple(value, key, headers).map(([drawn, under, more]) => ({
    ...{ topic, partition: 0, offset: 0, timestamp: 0 },
    key: under,
    value: drawn,
    headers: more,
  }));
}
