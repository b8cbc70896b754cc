import { describe, expect, it } from '@jest/globals';
import { defineSaga, defineSignal } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { seededIds } from '@skald/testing';
import { z } from 'zod';
import { createSagaClient } from '../../client/create-saga-client.js';
import type { SagaClient } from '../../client/saga-client.js';
import { World } from './world.for-spec.js';

const go = defineSignal('go', z.number());
const contract = defineSaga('sum', { input: z.number(), output: z.number(), signals: [go] });
const other = defineSaga('other', { input: z.number(), output: z.number() });

/** Adds what is signalled to its input, up to the first zero. */
const sum: SagaDefinition<number, number> = {
  contract,
  version: 1,
  options: {},
  async run(ctx, input) {
    let total = input;
    for await (const n of ctx.signals(go)) {
      if (n === 0) break;
      total += n;
    }
    return total;
  },
};

async function open(): Promise<{ world: World; client: SagaClient; soon: <T>(answer: Promise<T>) => Promise<T> }> {
  const world = await new World().open([sum, { ...sum, contract: other }], { retentionMs: 3_600_000 });
  const { bus, clock, log } = world;
  const client = createSagaClient({ bus, clock, log, ids: seededIds(7) });
  const soon = async <T>(answer: Promise<T>): Promise<T> => {
    answer.catch(() => undefined);
    await clock.advance(1_000);
    return answer;
  };
  return { world, client, soon };
}

const many = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('starts of one workflowId, through client, bus, coordinator and store', () => {
  it('J4 100 at once give one run and 100 equal answers', async () => {
    const { world, client, soon } = await open();
    const starts = many(100).map(() => client.start(contract, { workflowId: 'w', input: 5 }));
    const handles = await soon(Promise.all(starts));
    expect(new Set(handles.map(({ workflowId, run }) => `${workflowId}/${run}`))).toEqual(new Set(['w/0']));
    expect(handles.filter(({ attached }) => !attached)).toHaveLength(1);
    await soon(handles[0]!.signal(go, 0));
    expect(new Set(await soon(Promise.all(handles.map((handle) => handle.result()))))).toEqual(new Set([5]));
    expect((await world.history('w')).filter((type) => type === 'SagaStarted')).toHaveLength(1);
  });

  it('J1 under one requestId are one request: all hear the same; under another one reject says who is there', async () => {
    const { world, client, soon } = await open();
    const options = { workflowId: 'w', input: 5, requestId: 'r-1', onExisting: 'reject' } as const;
    const handles = await soon(Promise.all(many(5).map(() => client.start(contract, options))));
    expect(new Set(handles.map(({ run, attached }) => `${run} ${attached}`))).toEqual(new Set(['0 false']));
    await expect(soon(client.start(contract, { ...options, requestId: 'r-2' }))).rejects.toMatchObject({
      ...{ name: 'AlreadyStarted', workflowId: 'w', message: expect.stringContaining('w exists, run 0') },
    });
    expect((await world.history('w')).filter((type) => type === 'StartAttached')).toEqual([]);
  });

  it('J3 with other inputs: the first one wins, and the second caller is told that it attached', async () => {
    const { client, soon } = await open();
    const first = await soon(client.start(contract, { workflowId: 'w', input: 5 }));
    const second = await soon(client.start(contract, { workflowId: 'w', input: 500 }));
    expect([first.attached, second.attached]).toEqual([false, true]);
    await soon(second.signal(go, 0));
    expect(await soon(Promise.all([first.result(), second.result()]))).toEqual([5, 5]);
  });

  it('J5 of two tenants are two runs; of two sagas the second is refused', async () => {
    const { client, soon } = await open();
    const [ours, theirs] = await soon(
      Promise.all([
        client.start(contract, { workflowId: 'w', input: 1 }),
        client.start(contract, { workflowId: 'w', input: 2, namespace: 'acme' }),
      ]),
    );
    expect([ours.attached, theirs.attached]).toEqual([false, false]);
    await soon(Promise.all([ours.signal(go, 0), theirs.signal(go, 0)]));
    expect(await soon(Promise.all([ours.result(), theirs.result()]))).toEqual([1, 2]);
    await expect(soon(client.start(other, { workflowId: 'w', input: 1 }))).rejects.toMatchObject({
      ...{ name: 'AlreadyStarted', message: expect.stringContaining('an instance of sum') },
    });
  });

  it('J6 attach while the instance is kept after its end, and begin anew when it is gone', async () => {
    const { world, client, soon } = await open();
    const first = await soon(client.signalWithStart(contract, go, { workflowId: 'w', input: 1, payload: 0 }));
    expect(await soon(first.result())).toBe(1);
    await world.clock.advance(3_000_000);
    const inside = await soon(client.start(contract, { workflowId: 'w', input: 2 }));
    expect([inside.attached, await inside.result()]).toEqual([true, 1]);
    await world.clock.advance(3_000_000);
    const after = await soon(client.start(contract, { workflowId: 'w', input: 3 }));
    expect([after.attached, after.run]).toEqual([false, 0]);
  });

  it('of one batch are each looked up for themselves: an unknown saga refuses nobody else', async () => {
    const { world } = await open();
    const start = (saga: string, requestId: string) => JSON.stringify({ type: 'start', saga, input: 1, requestId });
    await world.bus.publish([
      { topic: 'saga.requests', key: 'w', value: start('no-such', 'r-1') },
      { topic: 'saga.requests', key: 'w', value: start('sum', 'r-2') },
    ]);
    await world.clock.advance(1_000);
    expect(world.replies.map((reply) => [reply.requestId, reply.type])).toEqual([
      ['r-1', 'rejected'],
      ['r-2', 'accepted'],
    ]);
    expect(await world.status('w')).toBe('running');
  });

  it('D7 50 signals with a start, at once, give one run and 50 signals', async () => {
    const { world, client, soon } = await open();
    const handles = await soon(
      Promise.all(
        many(50).map((n) => client.signalWithStart(contract, go, { workflowId: 'w', input: 0, payload: n + 1 })),
      ),
    );
    expect(handles.filter(({ attached }) => !attached)).toHaveLength(1);
    await soon(handles[0]!.signal(go, 0));
    expect(new Set(await soon(Promise.all(handles.map((handle) => handle.result()))))).toEqual(new Set([1_275]));
    const history = await world.history('w');
    expect(history.filter((type) => type === 'SagaStarted')).toHaveLength(1);
    expect(history.filter((type) => type === 'SignalReceived')).toHaveLength(51);
  });

  it('a delayed one is listed at once, and begins after a restart of the process', async () => {
    const { world, client, soon } = await open();
    await soon(client.signalWithStart(contract, go, { workflowId: 'w', input: 7, payload: 0, delay: '1 hour' }));
    expect(await world.store.instances.list({ namespace: 'default' }, 10)).toMatchObject({
      instances: [{ workflowId: 'w', status: 'running', waitingFor: [{ kind: 'timer', id: 'start-delay' }] }],
    });
    await world.drained();
    await world.boot([sum]);
    expect(await world.status('w')).toBe('running');
    await world.clock.advance(3_600_000);
    expect(await world.status('w')).toBe('completed');
  });
});
