import { isClosed } from '@skald/contracts';
import fc from 'fast-check';
import type { Limits, SagaDefinition, SagaOptions } from '../index.js';
import { defaultLimits } from '../index.js';
import { minutes, saga } from './contracts.for-spec.js';
import type { Mode } from './instance-under-test.for-spec.js';
import { InstanceUnderTest } from './instance-under-test.for-spec.js';
import { RandomCode } from './random-code.for-spec.js';
import { Ear } from './random-ear.for-spec.js';
import type { Plan } from './random-plan.for-spec.js';
import { plan, written } from './random-plan.for-spec.js';
import type { Step } from './random-story.for-spec.js';
import { happen, story } from './random-story.for-spec.js';
import { parent, RandomWorld } from './random-world.for-spec.js';

/** A saga, how it is run, and what becomes of it. */
export interface RandomSaga {
  /** What each of its runs does. */
  readonly runs: readonly (readonly Plan[])[];
  readonly order: NonNullable<SagaOptions['compensationOrder']>;
  readonly delayed: boolean;
  /** It has a parent, which may be undone. */
  readonly isChild: boolean;
  readonly narrow: boolean;
  readonly story: readonly Step[];
  /** Of what is drawn besides: when memory is lost in mode `mixed`. */
  readonly seed: number;
}

export const randomSaga: fc.Arbitrary<RandomSaga> = fc
  .record({
    runs: fc.array(fc.array(plan, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
    order: fc.constantFrom('sequential' as const, 'parallel' as const),
    delayed: fc.integer({ min: 0, max: 7 }).map((n) => n === 7),
    isChild: fc.boolean(),
    narrow: fc.integer({ min: 0, max: 7 }).map((n) => n === 7),
    story,
    seed: fc.nat(),
  })
  .map((drawn) => ({ ...drawn, [fc.toStringMethod]: () => toText(drawn) }));

const narrowLimits: Limits = {
  ...defaultLimits,
  signals: { warnAt: 2, max: 3 },
  history: { warnAt: 25, max: 40 },
  'open-activities': { warnAt: 2, max: 3 },
};

/** An instance of it that has lived through its story and came to an end. */
export interface Lived {
  readonly instance: InstanceUnderTest;
  readonly world: RandomWorld;
  readonly ear: Ear;
  readonly code: SagaDefinition;
}

export async function live(drawn: RandomSaga, mode: Mode, checks: 'every turn' | 'by others'): Promise<Lived> {
  const ear = new Ear();
  const { runs, order: compensationOrder, narrow, seed } = drawn;
  const code = saga((ctx, n: number) => new RandomCode(ctx, runs, n, ear).run(), {
    compensationOrder,
    timeout: '2h',
    cancelGrace: '5m',
    escalateAfter: '30m',
  });
  const evaluation = narrow ? { limits: narrowLimits } : {};
  const instance = new InstanceUnderTest(code, { mode, checks, evaluation, random: drawing(seed) });
  const world = new RandomWorld(instance);
  await instance.start(0, {
    ...(drawn.delayed ? { delayMs: minutes(5) } : {}),
    ...(drawn.isChild ? { parent } : {}),
    attributes: { customer: 'c-7' },
  });
  for (const step of drawn.story) await happen(world, step);
  await bringToAnEnd(world, narrow);
  return { instance, world, ear, code };
}

/** Brings whatever is left to an end, as patient operators and participants would. */
async function bringToAnEnd(world: RandomWorld, narrow: boolean): Promise<void> {
  const { instance } = world;
  for (let round = 0; round < 90 && !isClosed(instance.status); round += 1) {
    if (await world.standsStill()) await instance.request({ type: 'resume' });
    await instance.runEffects();
    for (const target of (await world.open()).slice(0, 1)) await instance.one(world.completed(target, 0));
    for (const target of (await world.stuck()).slice(0, 1)) await world.operator('resolve', target, 0);
    if (instance.status === 'forward-failed') await instance.operator('resolve', { output: null });
    await world.signal('approve');
    await world.signal('decline');
    await instance.pass(minutes(30));
    // Too long a history past its pivot, or too many unread signals to take the one that is waited for.
    if (narrow && round > 40) await instance.request({ type: 'terminate' });
  }
}

/** A small generator: the same numbers for the same seed. */
function drawing(seed: number): () => number {
  let n = seed;
  return () => (n = (n * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

function toText({ runs, order, delayed, isChild, narrow, story, seed }: RandomSaga): string {
  const how = [order, ...(delayed ? ['delayed'] : []), ...(isChild ? ['a child'] : []), ...(narrow ? ['narrow'] : [])];
  return [
    '',
    ...runs.map((todo, n) => `  run ${n}: ${todo.map(written).join('; ')}`),
    `  ${how.join(', ')}, mixed by ${seed}`,
    `  then ${story.map(({ what, n }) => `${what} ${n}`).join(', ')}`,
    '',
  ].join('\n');
}
