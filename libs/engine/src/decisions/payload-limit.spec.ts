import { describe, expect, it } from '@jest/globals';
import type { Json } from '@skald/contracts';
import fc from 'fast-check';
import { payloadLimit, tooLarge } from './payload-limit.js';

describe('the payload limit', () => {
  it.each<[string, Json | undefined, boolean]>([
    ['nothing', undefined, false],
    ['null', null, false],
    ['a text that just fits', 'x'.repeat(payloadLimit - 2), false],
    ['one byte more', 'x'.repeat(payloadLimit - 1), true],
    ['control characters, six bytes each', '\u0001'.repeat(43_690), false],
    ['one control character more', '\u0001'.repeat(43_691), true],
    ['a long list of short ones', Array.from({ length: 60_000 }, () => [null]), true],
    ['a long list that fits', Array.from({ length: 20_000 }, () => null), false],
    ['a long list of numbers that fits', Array.from({ length: 20_000 }, () => 1), false],
    ['many keys', Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`key-${i}`, i])), true],
    ['many keys that fit', Object.fromEntries(Array.from({ length: 9_000 }, (_, i) => [`key-${i}`, true])), false],
  ])('%s', (_, json, expected) => {
    expect(tooLarge(json)).toBe(expected);
  });

  it('is the length of the JSON text in UTF-8, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.integer({ min: 1, max: 30_000 }), (value, times) => {
        const json = Array.from({ length: times }, () => value) as Json;
        expect(tooLarge(json)).toBe(Buffer.byteLength(JSON.stringify(json)) > payloadLimit);
      }),
      { numRuns: 40 },
    );
  });
});
