import { describe, expect, it } from '@jest/globals';
import type { EventBody } from '@skald/contracts';
import { timersFireOnceAndNotEarly } from '../invariants/timers-fire-once-and-not-early.js';
import { attemptFailed, closed, completed, planned, scheduled, started } from './events.for-spec.js';
import { journal, told } from './invariant.for-spec.js';
import { began, WrittenJournal } from './written-journal.for-spec.js';

const due = began + 1_000;
const timer: EventBody = { type: 'TimerStarted', timerId: 't', fireAt: new Date(due).toISOString(), purpose: 'sleep' };
const fired: EventBody = { type: 'TimerFired', timerId: 't', purpose: 'sleep' };
const backOff: EventBody = {
  ...{ type: 'TimerFired', timerId: 'b', purpose: 'backoff', activityId: 'pay', operation: 'execute', attempt: 2 },
};
const tell = (at: number, begins: readonly EventBody[], ...then: readonly EventBody[]) =>
  told(timersFireOnceAndNotEarly, journal(new WrittenJournal().turn(started(), ...begins).turnAt(at, ...then).turns));

describe('I-11 timers fire once and not early', () => {
  it('lets pass those that fire at their instant or later, or are cancelled', () => {
    expect(tell(due, [timer], fired)).toEqual([]);
    expect(tell(due + 9, [timer], fired)).toEqual([]);
    expect(tell(began, [timer], { type: 'TimerCanceled', timerId: 't' })).toEqual([]);
    expect(tell(due, [scheduled('pay'), attemptFailed('pay', 1, 'none', due)], backOff)).toEqual([]);
  });

  it('catches one that fires early', () => {
    expect(tell(due - 1, [timer], fired)).toEqual(['timer t fired 1 ms early']);
    expect(tell(due - 1, [scheduled('pay'), attemptFailed('pay', 1, 'none', due)], backOff)).toEqual([
      'back-off 0/pay execute fired 1 ms early',
    ]);
    expect(
      told(
        timersFireOnceAndNotEarly,
        journal(
          new WrittenJournal()
            .turn(started({ deadline: new Date(due).toISOString() }))
            .turnAt(due - 1, { type: 'SagaTimedOut' }).turns,
        ),
      ),
    ).toEqual(['saga-timeout fired 1 ms early']);
  });

  it.each<[string, readonly EventBody[]]>([
    ['twice', [timer, fired, fired]],
    ['after it was cancelled', [timer, { type: 'TimerCanceled', timerId: 't' }, fired]],
    ['after the run was closed', [timer, closed(), fired]],
    ['while it is undone', [timer, planned(), fired]],
    ['and was never started', [fired]],
  ])('catches one that fires %s', (_, then) => {
    expect(tell(due, [], ...then)).toEqual(['timer t fired and was not pending']);
  });

  it('catches a back-off of what is over, and time that goes back', () => {
    const begins = [scheduled('pay'), attemptFailed('pay', 1, 'none', due), completed('pay')];
    expect(tell(due, begins, backOff)).toEqual(['back-off 0/pay execute fired and was not pending']);
    expect(tell(began - 1, [], closed())).toEqual(['time went back']);
  });
});
