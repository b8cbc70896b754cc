import { describe, expect, it } from '@jest/globals';
import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import type { Journal } from '@skald/ports';
import { z } from 'zod';
import { World } from './world.for-spec.js';

const go = defineSignal('go', z.any());
const charge = defineActivity('payments.charge', { input: z.any(), output: z.any() });
const contract = defineSaga('tally', { input: z.any(), output: z.any(), signals: [go] });

/** Ends with the first signal. */
const once: SagaDefinition = { contract, version: 1, options: {}, run: (ctx) => ctx.receive(go) };

/** Ends with its activity, and says which signals it has seen. */
const tally: SagaDefinition = {
  ...once,
  async run(ctx) {
    const seen: unknown[] = [];
    const signals = ctx.signals(go);
    const listening = (async () => {
      for await (const payload of signals) seen.push(payload);
    })();
    await ctx.activity(charge, 1, { id: 'charge' });
    await signals.return?.();
    await listening;
    return seen;
  },
};

const start = { type: 'start', saga: 'tally', input: null, requestId: 'start' };
const signal = (payload: unknown, signalId = String(payload)) =>
  ({ ...{ type: 'signal', name: 'go' }, payload, signalId, requestId: `signal ${signalId}` }) as const;
const completed = { type: 'completed', run: 0, activityId: 'charge', operation: 'execute', attempt: 1, output: null };

const record = (topic: string, key: string, value: object) => ({ topic, key, value: JSON.stringify(value) });
const answersTo = (world: World, requestId: string) =>
  world.replies
    .filter((reply) => reply.requestId === requestId)
    .map((reply) => ('code' in reply ? reply.code : reply.type));

async function tallying(journal?: (journal: Journal) => Journal): Promise<World> {
  const world = new World();
  world.answer = () => undefined;
  await world.open([tally], journal === undefined ? {} : { journal: journal(world.store.journal) });
  await world.send(start);
  return world;
}

const output = async (world: World) => (await world.store.instances.find(['default/order-42']))[0]?.output;

describe('signals', () => {
  it('D3 that were accepted survive that their owner changes all the time', async () => {
    const world = await new World().open([once]);
    const names = Array.from({ length: 30 }, (_, n) => `order-${n}`);
    await world.bus.publish(names.map((name) => record('saga.requests', name, start)));
    await world.clock.advance(1_000);
    let owner = world.coordinator;
    for (let move = 0; move < 10; move += 1) {
      const next = await world.another([once]);
      const leaves = owner.drain(50);
      const told = names.slice(3 * move, 3 * move + 3);
      await world.bus.publish(told.map((name) => record('saga.requests', name, signal(name))));
      await world.clock.advance(100);
      await leaves;
      owner = next;
    }
    await world.clock.advance(1_000);
    for (const name of names) {
      expect(answersTo(world, `signal ${name}`)).toContain('accepted');
      expect(await world.status(name)).toBe('completed');
      expect((await world.history(name)).filter((type) => type === 'SignalReceived')).toHaveLength(1);
    }
  });

  it('D4 sent five times under one signalId are one, and each sender hears that it was accepted', async () => {
    const world = await tallying();
    for (let i = 0; i < 5; i += 1) await world.send({ ...signal('same'), requestId: `r-${i}` });
    await world.report(completed);
    expect(await output(world)).toEqual(['same']);
    for (let i = 0; i < 5; i += 1) expect(answersTo(world, `r-${i}`)).toEqual(['accepted']);
  });

  it('D5 with equal payloads under two signalIds are two', async () => {
    const world = await tallying();
    await world.send(signal('same', 's-1'));
    await world.send(signal('same', 's-2'));
    await world.report(completed);
    expect(await output(world)).toEqual(['same', 'same']);
  });

  it('D9 for nobody, or for one that has ended, are refused by name, and the sender goes on', async () => {
    const world = await tallying();
    await world.send(signal('to a ghost'), 'ghost');
    await world.report(completed);
    await world.send(signal('late'));
    await world.send(start, 'next');
    expect(answersTo(world, 'signal to a ghost')).toEqual(['NOT_FOUND']);
    expect(answersTo(world, 'signal late')).toEqual(['CLOSED']);
    expect(await world.status('next')).toBe('running');
    expect(world.deadLetters).toEqual([]);
  });

  it('D10 of one sender arrive in the order in which they were sent, answered or not', async () => {
    const world = await tallying();
    await world.send(signal(0));
    const { requestId: _, ...forgotten } = signal(1);
    await world.bus.publish([
      record('saga.requests', 'order-42', forgotten),
      record('saga.requests', 'order-42', signal(2)),
    ]);
    await world.clock.advance(500);
    await world.report(completed);
    expect(await output(world)).toEqual([0, 1, 2]);
  });

  it('D11 the first write wins: another payload under the same signalId is told that there was one already', async () => {
    const world = await tallying();
    await world.send(signal('first', 's'));
    await world.send({ ...signal('second', 's'), requestId: 'second' });
    await world.report(completed);
    await world.report({ ...completed, output: 'another' });
    const replies = world.replies.flatMap((reply) =>
      reply.type === 'accepted' ? [[reply.requestId, reply.attached]] : [],
    );
    expect(replies.slice(1)).toEqual([
      ['signal s', false],
      ['second', true],
    ]);
    expect(await output(world)).toEqual(['first']);
  });
});

describe('a signal while its instance closes', () => {
  it('[signal-while-closing] in one batch with the end is seen by the code, or refused with CLOSED: never accepted and lost', async () => {
    for (const order of ['signal first', 'end first'] as const) {
      const world = await tallying();
      const records = [
        record('saga.requests', 'order-42', signal('x')),
        record('saga.results', 'order-42', { ...completed, namespace: 'default', workflowId: 'order-42' }),
      ];
      await world.bus.publish(order === 'signal first' ? records : records.reverse());
      await world.clock.advance(1_000);
      const accepted = answersTo(world, 'signal x')[0] === 'accepted';
      expect(answersTo(world, 'signal x')).toEqual([accepted ? 'accepted' : 'CLOSED']);
      expect(await output(world)).toEqual(accepted ? ['x'] : []);
    }
  });

  /** A second owner of the same journal, on topics of its own. */
  async function elsewhere(world: World, journal: Journal = world.store.journal): Promise<World> {
    return new World(world).open([tally], { journal, group: 'other', topicEpoch: 1 });
  }

  it('[signal-while-closing] recorded by another owner just before the end: the closing turn loses its place and is decided again with it', async () => {
    let before: () => Promise<void> = () => Promise.resolve();
    const world = await tallying((journal) => watched(journal, () => before()));
    let recorded = (): void => undefined;
    const isRecorded = new Promise<void>((resolve) => (recorded = resolve));
    const other = await elsewhere(
      world,
      watched(world.store.journal, undefined, () => recorded()),
    );
    before = async () => {
      before = () => Promise.resolve();
      await other.bus.publish([record('saga.requests', 'order-42', signal('just before'))]);
      await isRecorded;
    };
    await world.report(completed);
    await world.clock.advance(5_000);

    expect(answersTo(other, 'signal just before')).toEqual(['accepted']);
    expect(await output(world)).toEqual(['just before']);
    expect(await world.history()).toEqual([
      ...['SagaStarted', 'ActivityScheduled', 'SignalReceived', 'ActivityCompleted', 'SagaCompleted'],
    ]);
  });

  it('[signal-while-closing] decided by an owner that does not know of the end: its turn loses its place, and it is refused', async () => {
    const world = await tallying();
    const other = await elsewhere(world);
    // From here on it has the open instance in memory.
    await other.send(signal('in time'));
    await world.report(completed);
    await other.send(signal('too late'));
    expect(answersTo(other, 'signal in time')).toEqual(['accepted']);
    expect(answersTo(other, 'signal too late')).toEqual(['CLOSED']);
    expect(await output(world)).toEqual(['in time']);
  });
});

function watched(
  journal: Journal,
  before: () => Promise<void> = () => Promise.resolve(),
  after: () => void = () => undefined,
): Journal {
  return {
    append: async (turns) => {
      await before();
      const outcomes = await journal.append(turns);
      after();
      return outcomes;
    },
    read: (questions) => journal.read(questions),
    page: (instance, afterSeq, limit) => journal.page(instance, afterSeq, limit),
    remove: (instances) => journal.remove(instances),
  };
}
