import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { activity, approve, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');
const tidy = activity('web.tidy');

type Ending = 'completes' | 'is cancelled' | 'fails';
type Moment = 'at once' | 'after its clean-up';

specify('a saga that hears of a cancel', (given) => {
  /** Holds a room, waits, and when it is cancelled ends as it is told. */
  const code = (ending: Ending, moment: Moment) =>
    saga(async (ctx) => {
      await ctx.activity(book, 1, { id: 'book' });
      try {
        return await ctx.receive(approve);
      } catch (error) {
        if (moment === 'after its clean-up') {
          await ctx.activity(tidy, 'desk', { id: 'desk' });
          await ctx.activity(tidy, 'floor', { id: 'floor' });
        }
        if (ending === 'completes') return 'made the best of it';
        throw ending === 'fails' ? new SagaFailure('Worse') : error;
      }
    });
  const endings = {
    completes: { status: 'completed', undone: [], cause: undefined },
    'is cancelled': { status: 'compensated', undone: ['book'], cause: 'cancel' },
    // The cancel stays the cause of it, whatever its code throws then.
    fails: { status: 'compensated', undone: ['book'], cause: 'cancel' },
  } as const;

  it.each(
    (['completes', 'is cancelled', 'fails'] as const).flatMap((ending) =>
      (['at once', 'after its clean-up'] as const).map((moment) => [ending, moment] as const),
    ),
  )('G5 %s %s, as its code says', async (ending, moment) => {
    const { status, undone, cause } = endings[ending];
    const instance = given(code(ending, moment));
    await instance.start();
    await instance.complete('book');
    await instance.cancel();
    const tidied = moment === 'at once' ? [] : ['desk', 'floor'];
    for (const id of tidied) {
      expect(instance.status).toBe('running');
      // No cancel reaches what is done because of it.
      expect(instance.cancels(id)).toEqual([]);
      await instance.complete(id);
    }
    for (const id of undone) await instance.undo(id);
    expect(instance.commands().map((c) => `${c.type} ${c.activityId}`)).toEqual([
      ...['execute book', ...tidied.map((id) => `execute ${id}`)],
      ...undone.map((id) => `compensate ${id}`),
    ]);
    expect(instance.status).toBe(status);
    expect(instance.state.cause).toBe(cause);
  });
});
