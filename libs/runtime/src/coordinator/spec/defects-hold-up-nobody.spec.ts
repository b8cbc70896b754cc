import { describe, expect, it } from '@jest/globals';
import { defineSaga, defineActivity } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { FaultyBus, FaultyJournal } from './faults.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';
import { z } from 'zod';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };

describe('a defect in one instance holds up nobody else (V7)', () => {
  it('[engine-throws] a turn that the adapter cannot even encode', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    const append = journal.append.bind(journal);
    journal.append = (turns) => {
      if (turns.some(({ turn }) => turn.workflowId === 'bad')) throw new TypeError('cannot be encoded');
      return append(turns);
    };
    await world.open([shop], { journal });
    await world.bus.publish(
      ['good-1', 'bad', 'good-2'].map((key) => ({ topic: 'saga.requests', key, value: JSON.stringify(start) })),
    );
    await world.clock.advance(60_000);

    expect([await world.status('good-1'), await world.status('good-2')]).toEqual(['completed', 'completed']);
    expect(world.deadLetters.map((d) => d.reason)).toEqual(['ENGINE_ERROR']);
  });

  it('a history that the adapter cannot read', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    const read = journal.read.bind(journal);
    journal.read = (questions) => {
      if (questions.some(({ instance }) => instance.endsWith('/bad'))) throw new SyntaxError('not JSON');
      return read(questions);
    };
    await world.open([shop], { journal, cacheBytes: 0 });
    await world.bus.publish(
      ['good-1', 'bad', 'good-2'].map((key) => ({ topic: 'saga.requests', key, value: JSON.stringify(start) })),
    );
    await world.clock.advance(60_000);

    expect([await world.status('good-1'), await world.status('good-2')]).toEqual(['completed', 'completed']);
  });

  it('a topic that the broker will never make', async () => {
    const notify = defineActivity('odd.notify', { input: z.any(), output: z.any() });
    const odd: SagaDefinition = {
      contract: defineSaga('odd', { input: z.any(), output: z.any() }),
      version: 1,
      options: {},
      run: (ctx) => ctx.activity(notify, 1),
    };
    const world = new World();
    const bus = new FaultyBus(world.bus);
    bus.refuse = ({ topic }) => topic === 'saga.commands.odd';
    bus.createTopics = (specifications) => {
      if (specifications.some(({ topic }) => topic === 'saga.commands.odd')) throw new Error('INVALID_TOPIC_EXCEPTION');
      return world.bus.createTopics(specifications);
    };
    await world.open([shop, odd], { bus });
    await world.send({ type: 'start', saga: 'odd', input: {} }, 'odd-1');
    await world.send(start, 'good');
    await world.clock.advance(60_000);

    expect([await world.status('odd-1'), await world.status('good')]).toEqual(['parked', 'completed']);
  });
});
