import { describe, expect, it } from '@jest/globals';
import type { Json } from '@skald/contracts';
import { aTurn, signalReceived } from '@skald/testing';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { toTurn, toTurnDocument, type TurnDocument } from './turn-document.js';

const { BSON } = mongoose.mongo;

/** Words that mean something to BSON, to its driver, to a store or to the escaping itself. */
const claimed = fc.constantFrom(
  ...['', '%', '%json', '%0025', '.', 'a.b', '$', '$set', '$ref', '$id', '$db', '$oid', '$date', '$numberLong', '\0'],
  ...['_bsontype', '_id', '__proto__', 'constructor', 'toBSON', 'toJSON', 'length', '0', '1e3', '\ud800', '\udc00'],
);
const text = fc.oneof(fc.string({ unit: 'binary' }), claimed, fc.string({ unit: claimed, maxLength: 3 }));
const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 63, 5e-324, Number.MAX_VALUE),
);

const { json } = fc.letrec<{ json: unknown; array: unknown[]; object: object }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ...[fc.constant(null), fc.boolean(), number, text, tie('array'), tie('object')],
  ),
  array: fc.array(tie('json'), { maxLength: 4 }),
  object: fc.dictionary(text, tie('json'), { maxKeys: 5, noNullPrototype: true }),
}));

/** As the driver writes it and reads it. */
function throughBson(document: TurnDocument): TurnDocument {
  return BSON.deserialize(BSON.serialize(document, { ignoreUndefined: true })) as TurnDocument;
}

describe('a turn in MongoDB', () => {
  it('comes back byte for byte, whatever JSON it carries: what survives JSON text survives the journal', () => {
    fc.assert(
      fc.property(json, (any) => {
        const turn = aTurn({ events: [signalReceived(JSON.parse(JSON.stringify(any)) as Json)] });
        expect(JSON.stringify(toTurn(throughBson(toTurnDocument(turn))))).toBe(JSON.stringify(turn));
      }),
      { numRuns: 3_000 },
    );
  });
});
