import { describe, expect, it } from '@jest/globals';
import type { SagaDefinition } from '@skald/engine';
import { Mortal } from './mortal.for-spec.js';
import { approve, reserve, shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

/** Of what this spec does not ask. */
const unheard = { repeated: () => undefined, deadLettered: () => undefined };
const start = { type: 'start', saga: 'shop', input: { total: 10 } };

/** Processes one after the other on the same store and bus; the evaluation of `poison` ends each. */
class Processes {
  readonly world = new World();
  kills = 0;
  isFixed = false;
  #present: Mortal | undefined;

  readonly saga: SagaDefinition = {
    ...shop,
    run: async (ctx) => {
      await ctx.activity(reserve, 1, { id: 'reserve' });
      if (ctx.workflowId === 'poison' && !this.isFixed) this.#present!.die();
      await ctx.receive(approve);
      return 'fine';
    },
  };

  async begin(): Promise<void> {
    this.#present = new Mortal(this.world);
    await this.world.open([this.saga], this.#present.ports);
  }

  /** True when the process is still alive; otherwise the next one is there. */
  async livesOn(ms = 1_000): Promise<boolean> {
    await this.world.clock.advance(ms);
    if (!this.#present!.isDead) return true;
    this.kills += 1;
    await this.next();
    return false;
  }

  /** The present process ends as if killed, the next one begins. */
  async next(): Promise<void> {
    const { world } = this;
    this.#present!.die();
    const drained = world.coordinator.drain(10);
    await world.clock.advance(20);
    await drained;
    this.#present = new Mortal(world);
    await world.boot([this.saga], this.#present.ports);
  }
}

async function until(limit: number, done: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < limit; i++) if (await done()) return;
  throw new Error(`not after ${limit} processes`);
}

describe('code that kills', () => {
  it('K6 [poison-run] is parked unevaluated after stallRetries, and its neighbours are not', async () => {
    const processes = new Processes();
    const { world } = processes;
    await processes.begin();
    await world.bus.publish(
      ['good-1', 'poison', 'good-2'].map((key) => ({ topic: 'saga.requests', key, value: JSON.stringify(start) })),
    );
    await until(10, () => processes.livesOn());

    // The first time, and five times under a mark.
    expect(processes.kills).toBe(6);
    expect(await world.status('poison')).toBe('parked');
    const [projection] = await world.store.instances.find(['default/poison']);
    expect(projection?.waitingFor).toMatchObject([
      { kind: 'operator', id: 'parked', detail: expect.stringMatching('^EVALUATION_KILLED: .*5 retries') },
    ]);
    expect([await world.status('good-1'), await world.status('good-2')]).toEqual(['running', 'running']);
    // Its neighbours were under way at some end, and are believed when the process lives on.
    await world.clock.advance(11 * 60_000);
    expect(await world.store.custody.suspects()).toEqual([]);

    // V10: what arrives meanwhile is recorded without evaluating it, and a restart evaluates it neither.
    await world.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } }, 'poison');
    await processes.next();
    expect(await processes.livesOn(120_000)).toBe(true);
    expect((await world.history('poison')).at(-1)).toBe('SignalReceived');
    await world.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } }, 'good-1');
    expect(await world.status('good-1')).toBe('completed');
  });

  it('K6 resume gives it a fresh budget', async () => {
    const processes = new Processes();
    const { world } = processes;
    await processes.begin();
    await world.send(start, 'poison');
    await until(10, () => processes.livesOn());
    processes.kills = 0;
    await world.send({ type: 'resume', actor: 'ana' }, 'poison');
    await until(10, () => processes.livesOn());
    // The process that resumed it is itself one that suspects.
    expect(processes.kills).toBe(5);
    expect(await world.status('poison')).toBe('parked');
    expect((await world.history('poison')).slice(-2)).toEqual(['SagaResumed', 'SagaParked']);

    processes.isFixed = true;
    await world.send({ type: 'resume', actor: 'ana' }, 'poison');
    await world.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } }, 'poison');
    expect(await world.status('poison')).toBe('completed');
  });

  it('K7 an outstanding activity is no crash: the budget is untouched', async () => {
    const processes = new Processes();
    const { world } = processes;
    world.answer = () => undefined;
    await processes.begin();
    await world.send(start);
    for (let i = 0; i < 10; i++) await processes.next();
    await world.clock.advance(1_000);

    expect(await world.status()).toBe('running');
    expect(await world.store.custody.suspects()).toEqual([]);
    await world.report({ type: 'completed', ...answerTo(world), output: null });
    await world.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } });
    expect(await world.status()).toBe('completed');
  });

  it('K6 while it undoes, no code can kill: it is loaded once and goes on', async () => {
    const world = new World();
    world.answer = ({ type, activityId }) => {
      if (type === 'compensate') return undefined;
      return activityId === 'charge'
        ? { type: 'failed', error: { type: 'CardDeclined', message: 'no' } }
        : { type: 'completed', output: null };
    };
    const mortal = new Mortal(world);
    await world.open([shop], mortal.ports);
    await world.send(start);
    expect(await world.status()).toBe('compensating');
    await world.store.custody.mark([{ instance: 'default/order-42', tries: 5 }]);
    mortal.die();
    const drained = world.coordinator.drain(10);
    await world.clock.advance(20);
    await drained;

    let loads = 0;
    const meter = {
      replayed: () => void (loads += 1),
      turned: () => undefined,
      timerFired: () => undefined,
      ...unheard,
    };
    await world.boot([shop], { meter });
    const undo = world.commands.at(-1)!;
    const { namespace, workflowId, run, activityId, attempt } = undo;
    await world.report({
      type: 'completed',
      output: null,
      operation: 'compensate',
      namespace,
      workflowId,
      run,
      activityId,
      attempt,
    });
    expect(await world.status()).toBe('compensated');
    expect(loads).toBe(1);
  });

  it('a clean end leaves nothing to suspect: no mark is written', async () => {
    const world = await new World().open([shop]);
    await world.send(start);
    await world.drained();
    let marks = 0;
    const { custody } = world.store;
    const counting = { ...custodyOf(custody), mark: () => Promise.resolve(void (marks += 1)) };
    await world.boot([shop], { custody: counting });
    await world.send(start, 'another');

    expect(await world.status('another')).toBe('completed');
    expect(marks).toBe(0);
  });
});

function answerTo(world: World) {
  const { namespace, workflowId, run, activityId, attempt, type } = world.commands[0]!;
  return { namespace, workflowId, run, activityId, operation: type, attempt };
}

function custodyOf(custody: World['store']['custody']): World['store']['custody'] {
  return {
    take: (holder, partitions) => custody.take(holder, partitions),
    giveBack: (holder, partitions) => custody.giveBack(holder, partitions),
    suspects: () => custody.suspects(),
    mark: (suspects) => custody.mark(suspects),
    clear: (instances) => custody.clear(instances),
  };
}
