import { describe, expect, it } from '@jest/globals';
import {
  canceled,
  compensated,
  completed,
  emitted,
  type Expectation,
  executed,
  failed,
  not,
  parked,
  waitsFor,
} from './expectations.js';
import { activity } from './given.js';
import { sagaSpecification } from './saga-specification.js';
import { allFine, approve, aTrip, book, booked, code, mail, room } from './trip.for-spec.js';
import { cancel, start, timePasses } from './when.js';

describe('a specification that does not hold', () => {
  const messageOf = async (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'it holds',
      (error: Error) => `${error.name}: ${error.message}`,
    );

  it('says what was expected, what came, and what happened', async () => {
    const failing = aTrip
      .given(activity(book).fails('Busy', { times: 1 }).returns(room))
      .when(start({ nights: 9 }), timePasses('2 days'))
      .then(completed({ room: '12' }));
    expect(await messageOf(failing)).toBe(`SpecificationFailed: trip version 1 does not do what is specified
  expected  completed with {"room":"12"}
  but       compensated after NobodyApproved: NobodyApproved

  forward                                 undo
  trip version 1 starts
  prices: true
  hotel.book: done at attempt 2           1. undone
  timer#1 until 2026-01-03T00:01:00.000Z
  timer#1 fires
  in the end: compensated after NobodyApproved: NobodyApproved`);
  });

  it('names activities of which nothing is said', async () => {
    expect(await messageOf(aTrip.when(start({ nights: 1 })).then(completed()))).toContain(
      'nothing is said of hotel.book: add activity(…).returns(…) to given(…)',
    );
  });

  it.each<[string, Expectation, string]>([
    ['failed', failed('SoldOut'), 'completed with {"room":"12"}'],
    ['compensated', compensated(book), 'completed with {"room":"12"}; undone: nothing'],
    ['another output', completed({ room: '13' }), 'completed with {"room":"12"}'],
    ['another input', executed(book, { nights: 3 }), 'executed hotel.book with {"nights":1}'],
    ['another payload', emitted(booked, { room: '13' }), 'emitted hotels.booked with {"room":"12"}'],
    ['not executed', not(executed(book)), 'executed hotel.book'],
    ['waits', waitsFor(approve), 'completed with {"room":"12"}'],
    ['parked', parked('SAGA_BUG'), 'completed with {"room":"12"}'],
    ['canceled', canceled(), 'completed with {"room":"12"}'],
  ])('says what came instead: %s', async (_, expectation, got) => {
    const message = await messageOf(
      aTrip
        .given(...allFine)
        .when(start({ nights: 1 }))
        .then(expectation),
    );
    expect(message).toContain(`  expected  ${expectation.text}\n  but       ${got}\n`);
  });

  it('finds code that does not replay', async () => {
    let calls = 0;
    const moody = code(async (ctx) => {
      if (calls++ === 0) await ctx.activity(mail, null);
      await ctx.receive(approve);
      return room;
    });
    expect(
      await messageOf(
        sagaSpecification(moody)
          .given(...allFine)
          .when(start({ nights: 1 }))
          .then(waitsFor(approve)),
      ),
    ).toMatch(
      /default\/w-1 does not replay: event 1: expected ActivityScheduled mail.send#1 \(mail.send\), got nothing/,
    );
  });

  it('names what the specification leaves open', async () => {
    const asked = aTrip
      .given(activity(book).returns(room, { times: 0 }))
      .when(start({ nights: 1 }))
      .then(completed());
    expect(await messageOf(asked)).toContain('hotel.book was asked more often than given(…) says: execute');
    expect(await messageOf(aTrip.when(cancel()).then(canceled()))).toMatch(/NotFound|start/);
    expect(
      await messageOf(
        aTrip
          .given(activity(mail).timesOut(), allFine[0])
          .when(start({ nights: 1 }))
          .then(completed()),
      ),
    ).toContain('mail.send has no time-out, so it cannot time out');
  });

  it('refuses input that does not fit the contract', async () => {
    expect(await messageOf(aTrip.when(start({ nights: 'two' })).then(completed()))).toContain('/nights');
  });
});
