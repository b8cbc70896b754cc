import fc from 'fast-check';
import { minutes } from './contracts.for-spec.js';
import type { InstanceUnderTest } from './instance-under-test.for-spec.js';

type Drive = (instance: InstanceUnderTest, n: number) => Promise<unknown>;

/** What the world does to an instance; `n` picks among what is open. */
export const drives: Record<string, Drive> = {
  complete: (i, n) => onOpen(i, n, (id, operation) => i.complete(id, { n }, { operation })),
  fail: (i, n) => onOpen(i, n, (id, operation) => i.fail(id, 'Broken', { operation })),
  failForCertain: (i, n) => onOpen(i, n, (id, operation) => i.fail(id, 'Broken', { operation, effect: 'none' })),
  refuse: (i, n) => onOpen(i, n, (id, operation) => i.fail(id, 'Refused', { operation })),
  giveUp: (i, n) => onOpen(i, n, (id, operation) => i.fail(id, 'Broken', { operation, retryable: false })),
  completeLate: (i, n) => onAny(i, n, (id) => i.complete(id, { late: n })),
  failLate: (i, n) => onAny(i, n, (id) => i.fail(id, 'Broken', { effect: 'none' })),
  start: (i, n) => onOpen(i, n, (id, operation) => i.result('started', id, { operation })),
  beat: (i, n) => onOpen(i, n, (id, operation) => i.result('heartbeat', id, { operation, details: n })),
  approve: (i, n) => i.signal('approve', n, n % 3 === 0 ? 'same' : undefined),
  decline: (i, n) => i.signal('decline', n),
  wait: (i, n) => i.pass(minutes(n % 7)),
  oversleep: (i, n) => i.oversleep(minutes(n)),
  effects: (i) => i.runEffects(),
  pause: (i) => i.request({ type: 'pause' }),
  resume: (i) => i.request({ type: 'resume' }),
  cancel: (i, n) => i.cancel(n % 4 !== 0),
  park: (i) => i.park('EVALUATION_KILLED', 'it killed its process'),
  crash: (i) => i.crash(),
  retry: (i, n) => onStuck(i, n, (id, operation) => i.operator('retry', { ...id, operation })),
  skip: (i, n) => onStuck(i, n, (id, operation) => i.operator('skip', { ...id, operation, reason: 'seen to' })),
  resolve: (i, n) => onStuck(i, n, (id, operation) => i.operator('resolve', { ...id, operation, output: n })),
  batch: (i, n) =>
    i.tell(
      i.asRequest({ type: 'signal', name: 'approve', payload: n }),
      { kind: 'wake' },
      ...i.commands().map((c) => i.asResult('completed', c.activityId, { operation: c.type, output: n })),
      i.asRequest({ type: 'signal', name: 'decline', payload: n }),
    ),
};

const often = ['complete', 'complete', 'complete', 'complete', 'approve', 'decline', 'wait', 'effects', 'fail'];
export const story = fc.array(
  fc.record({
    // Ending events are rare, or nothing would ever be long.
    what: fc.constantFrom(...often, ...often, ...Object.keys(drives)),
    n: fc.integer({ min: 0, max: 20 }),
  }),
  { minLength: 5, maxLength: 40 },
);

type OnActivity = (activityId: string, operation: 'execute' | 'compensate') => Promise<unknown>;

async function onOpen(instance: InstanceUnderTest, n: number, act: OnActivity): Promise<unknown> {
  await instance.suspended();
  const open = [...instance.state.open];
  const id = open[n % Math.max(open.length, 1)];
  if (id === undefined) return undefined;
  const { undo } = instance.state.activities.get(id)!;
  return act(id, undo !== undefined ? 'compensate' : 'execute');
}

async function onAny(instance: InstanceUnderTest, n: number, act: (id: string) => Promise<unknown>): Promise<unknown> {
  const ids = [...new Set(instance.commands(undefined, 'execute').map((c) => c.activityId))];
  const id = ids[n % Math.max(ids.length, 1)];
  return id === undefined ? undefined : act(id);
}

async function onStuck(
  instance: InstanceUnderTest,
  n: number,
  act: (id: { activityId?: string }, operation: 'execute' | 'compensate') => Promise<unknown>,
): Promise<unknown> {
  await instance.suspended();
  const { undoing, blocked, phase } = instance.state;
  const stuck = [...undoing.stuck, ...blocked];
  const activityId = stuck[n % Math.max(stuck.length, 1)];
  return act(activityId === undefined ? {} : { activityId }, phase === 'undo' ? 'compensate' : 'execute');
}
