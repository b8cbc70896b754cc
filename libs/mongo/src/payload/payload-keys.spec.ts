import { describe, expect, it } from '@jest/globals';
import type { Json } from '@skald/contracts';
import fc from 'fast-check';
import { escapePayload, needsEscaping, unescapePayload } from './payload-keys.js';

const awkwardText = fc.string({
  unit: fc.constantFrom('%', '.', '$', '\0', '\ud800', '\udc00', '😀', '0', 'e', 'json', '_bsontype', '_id', 'a'),
});

describe('payload keys', () => {
  it('leaves ordinary payloads alone', () => {
    const plain = {
      orderId: 'o-1',
      lines: [{ sku: 'a.b', note: '$5, 10 %' }],
      price$: 1,
      __proto: [],
      item: { _id: 2, a: 1 },
    };
    expect(needsEscaping(plain)).toBe(false);
  });

  it('escapes what some store cannot hold, and stays readable', () => {
    const odd = { 'a.b': 1, $set: 2, '': 3, '%': 4, _bsontype: 5, _id: 6, fine: [[1], '\ud800'] };
    expect(needsEscaping(odd)).toBe(true);
    expect(escapePayload(odd)).toEqual({
      'a%002eb': 1,
      '%0024set': 2,
      '%': 3,
      '%0025': 4,
      '%005fbsontype': 5,
      '%005fid': 6,
      fine: [{ '%json': '[1]' }, { '%json': '"\\ud800"' }],
    });
  });

  it('gives back any JSON byte for byte', () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, fc.constantFrom(null, 1, true), awkwardText, tie('array'), tie('object')),
      array: fc.array(tie('value'), { maxLength: 3 }),
      object: fc.dictionary(awkwardText, tie('value'), { maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(value, (any) => {
        const payload = any as Json;
        const stored = needsEscaping(payload) ? unescapePayload(escapePayload(payload)) : payload;
        expect(JSON.stringify(stored)).toBe(JSON.stringify(payload));
        expect(needsEscapingStill(escapePayload(payload))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

/** The escape sign itself aside, nothing awkward is left. */
function needsEscapingStill(stored: Json): boolean {
  return needsEscaping(JSON.parse(JSON.stringify(stored).replaceAll('%', '_')) as Json);
}
