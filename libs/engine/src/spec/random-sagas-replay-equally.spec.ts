import { describe, expect, it } from '@jest/globals';
import type { Json } from '@skald/contracts';
import { isClosed } from '@skald/contracts';
import fc from 'fast-check';
import { minutes, saga } from './contracts.for-spec.js';
import { InstanceUnderTest } from './instance-under-test.for-spec.js';
import { carryOut, plan } from './random-plan.for-spec.js';
import { drives, story } from './random-story.for-spec.js';

/** Brings whatever is left to an end, as patient operators and participants would. */
async function bringToAnEnd(instance: InstanceUnderTest): Promise<void> {
  for (let round = 0; round < 60 && !isClosed(instance.status); round += 1) {
    const before = instance.turns.length;
    const { state } = await instance.suspended().then((execution) => execution);
    if (state.standstill !== undefined) await instance.request({ type: 'resume' });
    await instance.runEffects();
    await drives['complete']!(instance, 0);
    if (state.undoing.stuck.size + state.blocked.size > 0) await drives['resolve']!(instance, 0);
    if (state.forwardFailure !== undefined) await instance.operator('resolve', { output: null });
    await instance.signal('approve', 0);
    await instance.signal('decline', 0);
    await instance.pass(minutes(30));
    if (instance.turns.length === before) return;
  }
}

describe('random sagas', () => {
  it('replay to the byte what lived, come to an end, and undo exactly what may have happened', async () => {
    const ends = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(plan, { minLength: 1, maxLength: 4 }),
        story,
        fc.constantFrom('sequential' as const, 'parallel' as const),
        fc.nat(),
        async (todo, happenings, compensationOrder, seed) => {
          const code = saga(async (ctx) => (await carryOut(ctx, { do: 'sequence', of: todo })) === null, {
            compensationOrder,
            timeout: '2h',
            cancelGrace: '5m',
          });
          const instance = new InstanceUnderTest(code, { mode: 'mixed', random: drawing(seed) });
          await instance.start();
          for (const { what, n } of happenings) {
            if (isClosed(instance.status)) break;
            await drives[what]!(instance, n);
          }
          await bringToAnEnd(instance);
          ends.set(instance.status, (ends.get(instance.status) ?? 0) + 1);
          check(instance);
        },
      ),
      { numRuns: Number(process.env['ENGINE_RUNS'] ?? 120), interruptAfterTimeLimit: 540_000 },
    );
    if (process.env['ENGINE_RUNS'] !== undefined) console.log(Object.fromEntries(ends));
    for (const status of ['completed', 'compensated', 'failed', 'canceled'])
      expect(ends.get(status)).toBeGreaterThan(0);
  }, 600_000);
});

/** A small generator: the same numbers for the same seed. */
function drawing(seed: number): () => number {
  let n = seed;
  return () => (n = (n * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

function check(instance: InstanceUnderTest): void {
  expect(['completed', 'compensated', 'failed', 'canceled', 'terminated']).toContain(instance.status);
  const planned = instance.eventsOf('CompensationPlanned');
  expect(planned.length).toBe(instance.status === 'compensated' ? 1 : 0);
  const completed = new Set(
    instance.eventsOf('ActivityCompleted').flatMap((e) => (e.operation === 'execute' ? [e.activityId] : [])),
  );
  const undone = new Set(instance.commands(undefined, 'compensate').map((c) => c.activityId));
  const skipped = new Set([
    ...instance.eventsOf('CompensationSkipped').map((e) => e.activityId),
    ...instance.eventsOf('OperatorActed').map((e) => e.activityId ?? ''),
  ]);
  if (instance.status === 'compensated') {
    for (const e of instance.scheduled) {
      if (e.compensation === undefined || !completed.has(e.activityId)) continue;
      expect({ id: e.activityId, undone: undone.has(e.activityId) || skipped.has(e.activityId) }).toEqual({
        id: e.activityId,
        undone: true,
      });
    }
  }
  if (instance.events.some((e) => e.type === 'PivotPassed')) expect(undone.size).toBe(0);
  const keys = instance.commands().map((c) => `${c.idempotencyKey}/${c.attempt}`);
  expect(new Set(keys).size).toBe(keys.length);
  const left: Json[] = instance.commands(undefined, 'execute').map((c) => c.activityId);
  for (const e of instance.eventsOf('ActivityScheduled')) {
    if (e.operation === 'compensate') expect(left).toContain(e.activityId);
  }
}
