import { describe, expect, it } from '@jest/globals';
import { SagaFailure } from '@skald/engine';
import { completed, failed, not, parked, waitsFor } from './expectations.js';
import { activity, child, limits } from './given.js';
import { sagaSpecification } from './saga-specification.js';
import { approve, book, code, room, trip } from './trip.for-spec.js';
import { deploy, handedOver, signal, signalWithStart, start, timePasses } from './when.js';

const books = sagaSpecification(code((ctx, input) => ctx.activity(book, input)));
const hears = sagaSpecification(code(async (ctx) => ({ room: (await ctx.receive(approve)).by })));

describe('further words of a specification', () => {
  it('B6 a heartbeat is there for the next attempt, and for what answers it', () =>
    books
      .given(
        activity(book)
          .fails('Busy', { times: 1, heartbeat: 7 })
          .returns((_, { attempt, lastHeartbeat }) => ({ room: `${attempt}/${JSON.stringify(lastHeartbeat)}` })),
      )
      .when(start({ nights: 1 }))
      .then(completed({ room: '2/7' })));

  it('what is handed over waits for whoever settles it', async () => {
    const given = books.given(activity(book).handsOver());
    await given.when(start({ nights: 1 })).then(waitsFor(book));
    await given
      .when(start({ nights: 1 }), handedOver({ activityId: 'hotel.book#1' }).completes(room))
      .then(completed(room));
    const refused = { type: 'SoldOut', message: 'not a bed left' };
    await given
      .when(start({ nights: 1 }), handedOver({ activityId: 'hotel.book#1', attempt: 1 }).fails(refused))
      .then(failed('SoldOut'));
  });

  it('a signal may come with the start, and a start later', async () => {
    await hears.when(signalWithStart(approve, { by: 'ana' }, { nights: 1 })).then(completed({ room: 'ana' }));
    const delayed = hears.when(start({ nights: 1 }, { delay: '1 hour' }), signal(approve, { by: 'ana' }));
    await delayed.then(not(completed()), waitsFor('timer'));
    await delayed.when(timePasses('1 hour')).then(completed({ room: 'ana' }));
  });

  it('I6 other code may be deployed while it waits', async () => {
    const broken = code(() => Promise.reject(new TypeError('oops')));
    await sagaSpecification(broken)
      .when(start({ nights: 1 }))
      .then(parked('SAGA_BUG'));
    await sagaSpecification(broken)
      .when(start({ nights: 1 }), deploy(code(async () => room)), timePasses('1 minute'))
      .then(completed(room));
    await books
      .given(activity(book).handsOver())
      .when(start({ nights: 1 }), deploy(code((ctx) => ctx.timer('1 hour'))), signal(approve, { by: 'ana' }))
      .then(parked('NONDETERMINISM'));
  });

  it('limits come as near as the specification says', () =>
    sagaSpecification(code((ctx, input) => Promise.all([1, 2, 3].map(() => ctx.activity(book, input)))))
      .given(limits({ 'open-activities': { warnAt: 1, max: 2 } }))
      .when(start({ nights: 1 }))
      .then(failed('LIMIT_REACHED')));

  it('a scope that was undone is no failure of the saga, nor is an earlier run that failed', async () => {
    const tries = code(async (ctx, input) => {
      const inScope = ctx.scope(async (inner) => {
        await inner.activity(book, input);
        throw new SagaFailure('Dear');
      });
      await inScope.catch(() => undefined);
      if (ctx.run === 0) throw new SagaFailure('NextTime');
      return room;
    });
    const given = sagaSpecification(tries).given(activity(book).returns(room));
    await given.when(start({ nights: 1 })).then(failed('NextTime'), not(failed('Dear')));
    await given
      .when(start({ nights: 1 }), start({ nights: 1 }, { onExisting: 'restart-if-closed' }))
      .then(completed(room), not(failed('Dear')), not(failed('NextTime')));
  });

  it('what became of its children is at hand', async () => {
    const { others } = await sagaSpecification(
      code((ctx, input) => ctx.child({ ...trip, name: 'day' }, { workflowId: 'day-1', input })),
    )
      .given(child({ ...trip, name: 'day' }).returns(room))
      .when(start({ nights: 1 }))
      .then(completed(room));
    expect([...others].map(([workflowId, { status }]) => [workflowId, status])).toEqual([['day-1', 'completed']]);
  });
});
