import { describe, expect, it } from '@jest/globals';
import type { EventType } from '@skald/contracts';
import fc from 'fast-check';
import { differences } from './random-difference.for-spec.js';
import { flawsOf } from './random-flaws.for-spec.js';
import type { RandomSaga } from './random-saga.for-spec.js';
import { live, randomSaga } from './random-saga.for-spec.js';

/** More of them, or one that failed again: as the failure names it. */
const { ENGINE_RUNS, ENGINE_SEED, ENGINE_PATH } = process.env;

/** Without these a run proves little; rarer ones come in time. */
const oftenSeen: readonly EventType[] = [
  ...(['SagaCompleted', 'SagaFailed', 'SagaCompensated', 'SagaCanceled', 'SagaContinuedAsNew'] as const),
  ...(['ChildCompleted', 'ChildFailed', 'ChildUndoRequested', 'DetachedStarted', 'ScopeUndone'] as const),
  ...(['PivotPassed', 'CancelRequested', 'SagaPaused', 'OperatorActed', 'SagaEscalated'] as const),
];

describe('random sagas', () => {
  it('live the same in memory and replayed, come to an end, and keep what was promised', async () => {
    const seen = new Map<EventType, number>();
    const lives = async (drawn: RandomSaga): Promise<void> => {
      const mixed = await live(drawn, 'mixed', 'every turn');
      const kept = await live(drawn, 'kept', 'by others');
      const replayed = await live(drawn, 'replayed', 'by others');
      expect([
        ...(await flawsOf(mixed, drawn)),
        ...differences(kept.instance, mixed.instance, 'now kept, now replayed'),
        ...differences(kept.instance, replayed.instance, 'replayed before every turn'),
      ]).toEqual([]);
      for (const type of new Set(mixed.instance.events.map((event) => event.type))) {
        seen.set(type, (seen.get(type) ?? 0) + 1);
      }
    };
    await fc.assert(fc.asyncProperty(randomSaga, lives), {
      numRuns: Number(ENGINE_RUNS ?? 250),
      interruptAfterTimeLimit: 540_000,
      ...(ENGINE_SEED === undefined ? {} : { seed: Number(ENGINE_SEED) }),
      ...(ENGINE_PATH === undefined ? {} : { path: ENGINE_PATH }),
    });
    if (ENGINE_RUNS !== undefined) console.log(Object.fromEntries(seen));
    if (ENGINE_PATH === undefined) expect([...seen.keys()]).toEqual(expect.arrayContaining([...oftenSeen]));
  }, 600_000);
});
