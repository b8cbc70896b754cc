import fc from 'fast-check';
import { minutes } from './contracts.for-spec.js';
import type { RandomWorld } from './random-world.for-spec.js';

type Happening = (world: RandomWorld, n: number) => Promise<unknown>;

const onOpen = (act: (world: RandomWorld, target: Target, n: number) => Promise<unknown>): Happening => {
  return async (world, n) => onOne(await world.open(), n, (target) => act(world, target, n));
};
const onAny = (act: (world: RandomWorld, target: Target, n: number) => Promise<unknown>): Happening => {
  return async (world, n) => onOne(world.asked, n, (target) => act(world, target, n));
};

type Target = RandomWorld['asked'][number];

async function onOne(targets: readonly Target[], n: number, act: (target: Target) => Promise<unknown>): Promise<void> {
  const target = targets[n % Math.max(targets.length, 1)];
  if (target !== undefined) await act(target);
}

async function stuckOrAny(world: RandomWorld, n: number): Promise<Target | undefined> {
  const stuck = await world.stuck();
  const among = stuck.length > 0 ? stuck : n % 5 === 0 ? world.asked : [];
  return among[n % Math.max(among.length, 1)];
}

/** What the world does to an instance; `n` picks among what is there. */
export const happenings = {
  complete: onOpen((w, target, n) => w.instance.one(w.completed(target, n))),
  wait: (w, n) => w.instance.pass(minutes(n % 7)),
  fail: onOpen((w, target, n) => w.instance.one(w.failed(target, n))),
  failForCertain: onOpen((w, target, n) => w.instance.one(w.failed(target, n, 'Broken', { effect: 'none' }))),
  refuse: onOpen((w, target, n) => w.instance.one(w.failed(target, n, 'Refused'))),
  giveUp: onOpen((w, target, n) => w.instance.one(w.failed(target, n, 'Broken', { retryable: false }))),
  completeLate: onAny((w, target, n) => w.instance.one(w.completed(target, n))),
  failLate: onAny((w, target, n) => w.instance.one(w.failed(target, n, 'Broken', { effect: 'none' }))),
  start: onOpen((w, target) => w.report('started', target)),
  beat: onOpen((w, target, n) => w.report('heartbeat', target, { details: n })),
  handOver: onOpen((w, target) => w.report('handed-over', target)),
  approve: (w, n) => w.signal('approve', n % 3 === 0 ? 'same' : undefined),
  decline: (w) => w.signal('decline'),
  oversleep: (w, n) => w.instance.oversleep(minutes(n)),
  effects: (w) => w.instance.runEffects(),
  pause: (w) => w.instance.request({ type: 'pause' }),
  resume: (w) => w.instance.request({ type: 'resume' }),
  cancel: (w, n) => w.instance.cancel(n % 4 !== 0),
  terminate: (w, n) => (n === 20 ? w.instance.request({ type: 'terminate' }) : Promise.resolve()),
  undo: (w, n) => (n > 16 ? w.parentIsUndone() : Promise.resolve()),
  park: (w) => w.instance.park('EVALUATION_KILLED', 'it killed its process'),
  crash: (w) => w.instance.crash(),
  retry: async (w, n) => w.operator('retry', await stuckOrAny(w, n), n),
  skip: async (w, n) => w.operator('skip', await stuckOrAny(w, n), n),
  resolve: async (w, n) => w.operator('resolve', await stuckOrAny(w, n), n),
  batch: async (w, n) => {
    const targets = await w.open();
    return w.instance.tell(...targets.map((target) => w.completed(target, n)), { kind: 'wake' });
  },
} satisfies Record<string, Happening>;

export interface Step {
  readonly what: keyof typeof happenings;
  readonly n: number;
}

const often = [
  'complete',
  'complete',
  'complete',
  'complete',
  'approve',
  'decline',
  'wait',
  'effects',
  'fail',
] as const;

export const story: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    // Ending events are rare, or nothing would ever be long.
    what: fc.constantFrom(...often, ...often, ...(Object.keys(happenings) as Step['what'][])),
    n: fc.integer({ min: 0, max: 20 }),
  }),
  { maxLength: 40, size: 'max' },
);

export async function happen(world: RandomWorld, { what, n }: Step): Promise<void> {
  const happening: Happening = happenings[what];
  await happening(world, n);
}
