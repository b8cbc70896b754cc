import { expect, it } from '@jest/globals';
import type { Turn } from '@skald/engine';
import { UnknownFormat, UnreadableTurn } from '@skald/ports';
import { aTurn, signalReceived } from '@skald/testing';

import { hold } from '../../../test/hostile/hold.for-spec.js';
import { mutated } from '../../../test/hostile/mutation.for-spec.js';
import { toTurn, toTurnDocument, type TurnDocument } from './turn-document.js';

const plain = asJson(aTurn({ events: [signalReceived({ by: 'ana' }), signalReceived([1], 1)] }));
const escaped = asJson(aTurn({ events: [signalReceived({ 'a.b': [['\ud800']] })] }));

it('a document that was damaged is read as a turn, or names its instance and what is wrong', () => {
  const seen = { readable: 0, unreadable: 0, unknown: 0 };
  hold(4_000, mutated(plain, escaped), (text) => {
    const document = documentOf(text);
    if (document === undefined) return;
    try {
      const turn = toTurn(document);
      if (!turn.events.every(({ type, index }) => typeof type === 'string' && index >= 0)) throw new Error(text);
      seen.readable += 1;
    } catch (error) {
      if (error instanceof UnknownFormat) seen.unknown += 1;
      else if (error instanceof UnreadableTurn && error.instance === 'default/order-42') seen.unreadable += 1;
      else throw error;
    }
  });
  expect(Math.min(seen.readable, seen.unreadable, seen.unknown)).toBeGreaterThan(50);
});

/** As a server might have it: under the id by which it was found, its instant a Date or whatever somebody put there. */
function documentOf(text: string): TurnDocument | undefined {
  try {
    const { at, ...document } = JSON.parse(text) as TurnDocument & { at: unknown };
    const instant = typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? new Date(at) : at;
    return { ...document, at: instant, _id: plain._id };
  } catch {
    return undefined;
  }
}

function asJson(turn: Turn): TurnDocument {
  return JSON.parse(JSON.stringify(toTurnDocument(turn))) as TurnDocument;
}
