import { describe, expect, it } from '@jest/globals';
import {
  canceled,
  compensated,
  compensationFailed,
  completed,
  emitted,
  executed,
  failed,
  forwardFailed,
  not,
  parked,
  paused,
  terminated,
  waitsFor,
} from './expectations.js';
import { activity, child, effect } from './given.js';
import { sagaSpecification } from './saga-specification.js';
import { sagaOf } from './saga-of.js';
import { allFine, approve, aTrip, book, booked, code, mail, room, trip } from './trip.for-spec.js';
import { cancel, operator, pause, resume, signal, start, terminate, timePasses } from './when.js';

describe('a saga specification', () => {
  it('tells a story to its end', () =>
    aTrip
      .given(...allFine)
      .when(start({ nights: 2 }))
      .then(completed(room), executed(book, { nights: 2 }), emitted(booked, room), not(executed(mail, undefined))));

  it('knows certain refusals from failures', () =>
    aTrip
      .given(activity(book).fails('SoldOut'))
      .when(start({ nights: 2 }))
      .then(failed('SoldOut'), not(executed(mail)), not(emitted(booked))));

  it('tries again, for real, in no time', async () => {
    const recorded = await aTrip
      .given(
        activity(book)
          .fails('Busy', { times: 2 })
          .returns(({ nights }) => ({ room: `${nights}` })),
        allFine[1],
      )
      .when(start({ nights: 2 }))
      .then(completed({ room: '2' }));
    expect(recorded.eventsOf('ActivityAttemptFailed')).toHaveLength(2);
    expect(recorded.turns.at(-1)!.at - recorded.turns[0]!.at).toBe(2 * 60_000);
  });

  it('lets attempts time out, and undoes what may have happened', () =>
    aTrip
      .given(activity(book).timesOut())
      .when(start({ nights: 2 }))
      .then(failed('skald.Timeout'), compensated(book)));

  it('waits for a signal while no time passes', () =>
    aTrip
      .given(...allFine)
      .when(start({ nights: 9 }))
      .then(waitsFor(approve), waitsFor('timer'), executed(book)));

  it('takes a two-day timer in no time', () =>
    aTrip
      .given(...allFine)
      .when(start({ nights: 9 }), timePasses('2 days'))
      .then(failed('NobodyApproved'), compensated(book)));

  it('hears signals, now or after a while', async () => {
    await aTrip
      .given(...allFine)
      .when(start({ nights: 9 }), signal(approve, { by: 'ana' }))
      .then(completed());
    await aTrip
      .given(...allFine, signal(approve, { by: 'ana' }).after('1 hour'))
      .when(start({ nights: 9 }))
      .then(completed());
    await aTrip
      .given(...allFine, signal(approve, { by: 'ana' }).after('3 days'))
      .when(start({ nights: 9 }), timePasses('1 hour'))
      .then(failed('NobodyApproved'))
      .catch((error: Error) => expect(error.message).toBe('w-1: w-1 is compensated'));
  });

  it('gives effects their value, or runs them', async () => {
    await aTrip
      .given(...allFine, effect('prices').returns(true))
      .when(start({ nights: 1 }))
      .then(waitsFor(approve));
    await aTrip
      .given(...allFine, effect('prices').returns(false))
      .when(start({ nights: 9 }))
      .then(completed());
  });

  it('cancels, terminates, pauses and resumes', async () => {
    const dear = aTrip.given(...allFine).when(start({ nights: 9 }));
    await dear.when(cancel()).then(compensated(book));
    await dear.when(terminate()).then(terminated());
    await dear.when(pause()).then(paused());
    await dear.when(pause(), signal(approve, { by: 'ana' }), resume()).then(completed());
    await sagaSpecification(code((ctx) => ctx.receive(approve)))
      .when(start({ nights: 1 }), cancel())
      .then(canceled());
  });

  it('knows undos that fail, and operators', async () => {
    const stuck = aTrip
      .given(activity(book).returns(room).undoFails('Stubborn', { times: 2 }).undoSucceeds())
      .when(start({ nights: 9 }), cancel());
    await stuck.then(compensationFailed(), waitsFor('operator'));
    await stuck
      .when(operator('retry', { activityId: 'hotel.book#1', operation: 'compensate' }))
      .then(compensated(book));
    await aTrip
      .given(allFine[0], activity(mail).fails('Broken'))
      .when(start({ nights: 1 }))
      .then(forwardFailed());
  });

  it('knows workers that never answer', () =>
    aTrip
      .given(activity(book).neverAnswers())
      .when(start({ nights: 1 }))
      .then(waitsFor(book)));

  it('lets only a deadline end what is never answered', () =>
    aTrip
      .given(activity(book).neverAnswers())
      .when(start({ nights: 1 }), timePasses('25 hours'))
      .then(failed('skald.Timeout')));

  it('parks bugs and reaching for the clock', async () => {
    await sagaSpecification(code(async () => (undefined as unknown as { nights: number }).nights))
      .when(start({ nights: 1 }))
      .then(parked('SAGA_BUG'));
    await sagaSpecification(code(async () => ({ room: String(Date.now()) })))
      .when(start({ nights: 1 }))
      .then(parked('NONDETERMINISM'));
  });

  it('refuses a class without @Saga', () => {
    class Plain {}
    expect(() => sagaOf(Plain)).toThrow('Plain has no @Saga');
  });

  it('hosts other sagas beside it', () => {
    const given = child(trip).returns(room);
    expect(given).toMatchObject({ kind: 'saga', definition: { contract: trip } });
  });
});
