import { describe, expect, it } from '@jest/globals';
import type { Turn } from '@skald/engine';
import { storedTurn } from './stored-turn.js';
import { UnknownFormat } from './unknown-format.error.js';
import { UnreadableTurn } from './unreadable-turn.error.js';

const header = { namespace: 'default', workflowId: 'order-42', seq: 7, run: 0, at: 1, saga: 'shop', version: 1 };
const applied = { topicEpoch: 0, requests: 1, results: -1 };

const read = (...events: readonly object[]): Turn =>
  storedTurn('default/order-42', 7, () => ({ ...header, causes: [], applied, events: events as Turn['events'] }));

describe('a stored turn', () => {
  it('I7 with an event of a type that a later release added names instance, turn, event and type, and what to do', () => {
    const newer = (): Turn => read({ index: 30, type: 'SagaPaused' }, { index: 31, type: 'SagaBlessed', by: 'ana' });

    expect(newer).toThrow(UnknownFormat);
    expect(newer).toThrow(
      'Turn 7 of default/order-42 has event 31 of type SagaBlessed, which this release does not know: run the release that wrote it, or a later one.',
    );
  });

  it.each([{ index: 30 }, { index: 30, type: 7 }, { index: 30, type: '' }, { index: 30, type: 'saga paused' }])(
    'whose event has no name of a type is damaged, not of another release: %p',
    (event) => {
      expect(() => read(event)).toThrow(UnreadableTurn);
      expect(() => read(event)).toThrow('events.0 is no event');
    },
  );

  it('that is damaged besides is damaged', () => {
    expect(() => read({ index: 30, type: 'SagaBlessed' }, { type: 'SagaPaused' })).toThrow(UnreadableTurn);
  });

  it('with fields that a later release added to an event that is known is read, fields and all', () => {
    const event = { index: 30, type: 'SagaPaused', until: 5 };
    expect(read(event).events).toEqual([event]);
  });

  it('is of no type that every object has', () => {
    expect(() => read({ index: 30, type: 'toString' })).toThrow(UnreadableTurn);
    expect(() => read({ index: 30, type: 'constructor' })).toThrow(UnreadableTurn);
  });
});
