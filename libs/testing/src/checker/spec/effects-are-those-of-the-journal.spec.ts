import { describe, expect, it } from '@jest/globals';
import { callsStayWithinAttempts } from '../invariants/calls-stay-within-attempts.js';
import { everyEffectWasScheduled } from '../invariants/every-effect-was-scheduled.js';
import { whatCompletedWasDoneOnce } from '../invariants/what-completed-was-done-once.js';
import { called, effect, effects } from './effects.for-spec.js';
import { attemptFailed, completed, planned, scheduled, started, undone, undoScheduled } from './events.for-spec.js';
import { journal, told } from './invariant.for-spec.js';
import { began, WrittenJournal } from './written-journal.for-spec.js';

const paid = new WrittenJournal().turn(started(), scheduled('pay')).turn(completed('pay', { output: { id: 1 } }));
const undo = new WrittenJournal()
  .turn(started(), scheduled('pay'))
  .turn(completed('pay'), planned('pay'), undoScheduled('pay'))
  .turn(undone('pay'));

describe('I-05 what completed was done once', () => {
  const tell = ({ turns }: WrittenJournal, log: ReturnType<typeof effects>) =>
    told(whatCompletedWasDoneOnce, { ...journal(turns), ...log });

  it('lets pass calls that returned it, also more than one', () => {
    expect(
      tell(paid, effects([called('pay', 'execute', 0, { id: 1 }), called('pay', 'execute', 1, { id: 1 })])),
    ).toEqual([]);
    expect(tell(undo, effects([called('pay'), called('pay', 'compensate')]))).toEqual([]);
  });

  it('catches a completion without a call, or with another output', () => {
    const what = expect.stringMatching(/pay completed with an output .* that no call returned/);
    expect(tell(paid, effects([]))).toEqual([what]);
    expect(tell(paid, effects([called('pay', 'execute', 0, { id: 2 })]))).toEqual([what]);
  });

  it('catches an undo of what completed that nobody called', () => {
    expect(tell(undo, effects([called('pay')]))).toEqual(['the undo of pay completed without a call']);
  });

  it('catches two effective effects under one key', () => {
    const log = effects([called('pay', 'execute', 0, { id: 1 })], [effect('pay'), effect('pay')]);
    expect(tell(paid, log)).toEqual(['order-42:pay:execute has 2 effective effects']);
  });
});

describe('I-06 every effect was scheduled', () => {
  const tell = (log: ReturnType<typeof effects>) => told(everyEffectWasScheduled, { ...journal(paid.turns), ...log });

  it('lets pass what was', () => {
    expect(tell(effects([called('pay')], [effect('pay')]))).toEqual([]);
  });

  it('catches what was not', () => {
    expect(tell(effects([called('ship')], [effect('pay', 'compensate')]))).toEqual([
      'order-42:ship:execute was called and never scheduled',
      'order-42:pay:compensate came about and was never scheduled',
    ]);
  });
});

describe('I-07 calls stay within attempts', () => {
  const tell = ({ turns }: WrittenJournal, log: ReturnType<typeof effects>) =>
    told(callsStayWithinAttempts, { ...journal(turns), ...log });
  const twice = [called('pay'), called('pay')];

  it('lets pass a call for each attempt, and one for each fault', () => {
    const again = new WrittenJournal()
      .turn(started(), scheduled('pay'))
      .turn(attemptFailed('pay', 1, 'unknown', began + 2_000))
      .turn({
        ...{ type: 'TimerFired', timerId: 't', purpose: 'backoff' },
        activityId: 'pay',
        operation: 'execute',
        attempt: 2,
      });
    expect(tell(again, effects(twice))).toEqual([]);
    expect(tell(paid, effects(twice, [], { byKey: { 'order-42:pay:execute': 1 }, anywhere: 0 }))).toEqual([]);
    expect(tell(paid, effects(twice, [], { byKey: {}, anywhere: 1 }))).toEqual([]);
  });

  it('catches a call too many', () => {
    const what = 'order-42:pay:execute was called 2 times for 1 attempts and 0 faults';
    expect(tell(paid, effects(twice, [], { byKey: { other: 1 }, anywhere: 0 }))).toEqual([what]);
  });

  it('catches an attempt that no policy allows', () => {
    const once = { maxAttempts: 1, initialIntervalMs: 1, backoffCoefficient: 1, maxIntervalMs: 1 };
    const again = new WrittenJournal().turn(started(), scheduled('pay', { retry: once })).turn({
      ...{ type: 'TimerFired', timerId: 't', purpose: 'backoff' },
      ...{ activityId: 'pay', operation: 'execute', attempt: 2 },
    });
    expect(tell(again, effects([]))).toEqual(['order-42:pay:execute was issued 2 times, its policy allows 1']);
  });
});
