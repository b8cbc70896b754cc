import { describe, expect, it } from '@jest/globals';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const good = { type: 'start', saga: 'shop', input: { total: 10 } };

async function afterwards(world: World): Promise<string | undefined> {
  await world.send(good, 'good-1');
  await world.clock.advance(1_000);
  return world.status('good-1');
}

describe('a bad record never stops a partition (V7, V8)', () => {
  it.each([
    ['not JSON', 'saga.requests', 'order-42', '{', 'NOT_JSON'],
    ['an array', 'saga.requests', 'order-42', '[]', 'INVALID_MESSAGE'],
    ['no type', 'saga.requests', 'order-42', '{}', 'INVALID_MESSAGE'],
    ['another key', 'saga.requests', 'order-42', JSON.stringify({ ...good, workflowId: 'order-43' }), 'KEY_MISMATCH'],
    ['a result that is not JSON', 'saga.results', 'order-42', 'nope', 'NOT_JSON'],
    [
      'a result for an instance that is not there',
      'saga.results',
      'ghost',
      JSON.stringify({
        type: 'completed',
        namespace: 'default',
        workflowId: 'ghost',
        run: 0,
        activityId: 'a',
        operation: 'execute',
        attempt: 1,
        output: 1,
      }),
      'UNKNOWN_INSTANCE',
    ],
  ])('[unreadable-record] %s goes to the dead letters', async (_, topic, key, value, reason) => {
    const world = await new World().open([shop]);
    await world.raw(topic, key, value);

    expect(world.deadLetters).toEqual([{ topic: `${topic}.dlq`, reason, value }]);
    expect(await afterwards(world)).toBe('completed');
  });

  it.each([
    ['an unknown saga', { type: 'start', saga: 'nobody', input: {} }, 'UNKNOWN_SAGA', '/saga'],
    [
      'an input that does not fit',
      { type: 'start', saga: 'shop', input: { total: 'x' } },
      'INVALID_INPUT',
      '/input/total',
    ],
    ['a signal to nobody', { type: 'signal', name: 'approve', payload: { by: 'a' } }, 'NOT_FOUND', undefined],
    ['a cancel of nobody', { type: 'cancel' }, 'NOT_FOUND', undefined],
  ])('%s is refused visibly and leaves no history', async (_, request, code, path) => {
    const world = await new World().open([shop]);
    await world.send(request);

    expect(world.replies).toMatchObject([{ type: 'rejected', workflowId: 'order-42', code }]);
    expect((world.replies[0] as { path?: string }).path).toBe(path);
    expect(await world.history()).toEqual([]);
    expect(await afterwards(world)).toBe('completed');
  });

  it('[duplicate-result] results that make no sense for an instance leave it unharmed', async () => {
    const world = await new World().open([shop]);
    world.answer = () => undefined;
    await world.send(good);
    const result = {
      type: 'completed',
      namespace: 'default',
      workflowId: 'order-42',
      run: 0,
      operation: 'execute',
      output: 1,
    };
    await world.report({ ...result, activityId: 'never', attempt: 1 });
    await world.report({ ...result, activityId: 'reserve', attempt: 7 });
    await world.report({ ...result, activityId: 'reserve', operation: 'compensate', attempt: 1 });
    await world.report({ ...result, activityId: 'reserve', attempt: 1, run: 3 });

    expect(world.deadLetters.map((d) => d.reason).sort()).toEqual([
      'UNKNOWN_ACTIVITY',
      'UNKNOWN_ATTEMPT',
      'UNKNOWN_RUN',
      'WRONG_OPERATION',
    ]);
    expect(await world.history()).toEqual(['SagaStarted', 'ActivityScheduled']);
  });

  it('a record without key is forwarded under its workflowId', async () => {
    const world = await new World().open([shop]);
    await world.raw('saga.requests', null, JSON.stringify({ ...good, workflowId: 'order-42' }));
    await world.clock.advance(1_000);

    expect(await world.status()).toBe('completed');
  });

  it('a record on the wrong partition is forwarded to the right one', async () => {
    const world = await new World().open([shop]);
    const wrong = 1 - world.bus.partitionOf('order-42', 2);
    await world.bus.publish([
      { topic: 'saga.requests', key: 'order-42', value: JSON.stringify(good), partition: wrong },
    ]);
    await world.clock.advance(1_000);

    expect(await world.status()).toBe('completed');
    expect(world.deadLetters).toEqual([]);
  });

  it('L3 [duplicate-result] duplicate results make one event', async () => {
    const world = await new World().open([shop]);
    world.answer = () => undefined;
    await world.send(good);
    const result = {
      type: 'completed',
      namespace: 'default',
      workflowId: 'order-42',
      run: 0,
      activityId: 'reserve',
      operation: 'execute',
      attempt: 1,
      output: 1,
    };
    for (let i = 0; i < 3; i += 1) await world.report(result);

    expect((await world.history()).filter((type) => type === 'ActivityCompleted')).toHaveLength(1);
    expect(world.deadLetters).toEqual([]);
  });
});
