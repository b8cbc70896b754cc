import { describe, expect, it } from '@jest/globals';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const result = {
  ...{ type: 'completed', namespace: 'default', workflowId: 'order-42', run: 0, activityId: 'reserve' },
  ...{ operation: 'execute', attempt: 1, output: 'forged' },
};
const child = { ...{ childId: 'reserve', child: { workflowId: 'x', run: 0 } }, activityId: undefined };
const parent = { workflowId: 'somebody', run: 0, childId: 'order', attempt: 1 };

/** Waits for the participant. */
async function waiting(): Promise<World> {
  const world = await new World().open([shop]);
  world.answer = () => undefined;
  await world.send({ type: 'start', saga: 'shop', input: { total: 10 } });
  return world;
}

describe('what is forged changes no instance', () => {
  it.each<[string, object, string]>([
    ['another namespace', { namespace: 'acme' }, 'UNKNOWN_INSTANCE'],
    ['a namespace that is none', { namespace: '__proto__' }, 'INVALID_MESSAGE'],
    ['another run', { run: 1 }, 'UNKNOWN_RUN'],
    ['an attempt that was never issued', { attempt: 2 }, 'UNKNOWN_ATTEMPT'],
    ['an attempt beyond every number', { attempt: 2 ** 53 }, 'INVALID_MESSAGE'],
    ['the other operation', { operation: 'compensate' }, 'WRONG_OPERATION'],
    ['an activity that is not there', { activityId: '__proto__' }, 'UNKNOWN_ACTIVITY'],
    ['an activity that every object has', { activityId: 'constructor' }, 'UNKNOWN_ACTIVITY'],
    ['an instance that every object has', { workflowId: 'toString' }, 'KEY_MISMATCH'],
    ['another instance than its key', { workflowId: 'order-43' }, 'KEY_MISMATCH'],
    ['a child', { type: 'child-completed', ...child }, 'UNKNOWN_ACTIVITY'],
    ['a type that every object has', { type: 'constructor' }, 'INVALID_MESSAGE'],
  ])('a result of %s goes to the dead letters', async (_, forged, reason) => {
    const world = await waiting();
    const before = await world.history();
    await world.report({ ...result, ...forged });
    expect(world.deadLetters.map((letter) => letter.reason)).toEqual([reason]);
    expect(await world.history()).toEqual(before);
    expect(await world.history('toString')).toEqual([]);
  });

  it.each<[string, object]>([
    ['a cancel', { type: 'cancel', parent }],
    ['an undo', { type: 'undo', parent }],
  ])('%s of a parent that it has not is not obeyed', async (_, forged) => {
    const world = await waiting();
    const before = await world.history();
    await world.send({ workflowId: 'order-42', ...forged });
    expect(await world.history()).toEqual(before);
    expect(await world.status()).toBe('running');
  });

  it.each<[string, object]>([
    ['a signal', { type: 'signal', name: 'approve', payload: { by: 'eve' } }],
    ['a cancel', { type: 'cancel' }],
    ['a terminate', { type: 'terminate' }],
    ['a retry', { type: 'retry', activityId: 'reserve' }],
  ])('%s from another namespace finds nobody', async (_, request) => {
    const world = await waiting();
    const before = await world.history();
    await world.send({ ...request, namespace: 'acme' });
    expect(world.replies.at(-1)).toMatchObject({ type: 'rejected', code: 'NOT_FOUND', namespace: 'acme' });
    expect(await world.history()).toEqual(before);
  });
});
