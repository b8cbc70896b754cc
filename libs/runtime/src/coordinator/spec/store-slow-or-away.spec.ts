import { describe, expect, it } from '@jest/globals';
import type { AppendOutcome, Journal, SubscriptionHandlers } from '@skald/ports';
import { StoreUnavailable } from '@skald/ports';
import { FaultyBus } from './faults.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const value = JSON.stringify({ type: 'start', saga: 'shop', input: { total: 10 } });
const names = (count: number, name = 'order') => Array.from({ length: count }, (_, n) => `${name}-${n}`);

/** A world over a store that can be slow or away, with what the coordinator was handed and took part in written down. */
class Weather {
  readonly world = new World();
  latencyMs = 0;
  gone: Error | undefined;
  calls = 0;
  conflicts = 0;
  handed = 0;
  assignments = 0;

  async open(maxWaiting = 5_000): Promise<this> {
    const { journal, instances, custody, versions } = this.world.store;
    const bus = new FaultyBus(this.world.bus);
    bus.subscribe = (options, given) => this.world.bus.subscribe(options, this.#counted(given));
    const counted = this.#over(journal);
    const append: Journal['append'] = async (turns) => this.#seen(await counted.append(turns));
    const stores = { instances: this.#over(instances), custody: this.#over(custody), versions: this.#over(versions) };
    const written = Object.assign(Object.create(counted) as Journal, { append });
    await this.world.open([shop], { journal: written, ...stores, bus, maxWaiting });
    return this;
  }

  async start(some: readonly string[]): Promise<void> {
    await this.world.bus.publish(some.map((key) => ({ topic: 'saga.requests', key, value })));
  }

  async statuses(some: readonly string[]): Promise<(string | undefined)[]> {
    const found = await this.world.store.instances.find(some.map((name) => `default/${name}`));
    return [...new Set(found.map((one) => one?.status))];
  }

  #seen(outcomes: readonly AppendOutcome[]): readonly AppendOutcome[] {
    this.conflicts += outcomes.filter(({ kind }) => kind === 'conflict').length;
    return outcomes;
  }

  #over<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]) => this.#call(() => Reflect.apply(method, target, given) as Promise<unknown>);
      },
    });
  }

  async #call<R>(work: () => Promise<R>): Promise<R> {
    this.calls += 1;
    if (this.gone !== undefined) throw this.gone;
    if (this.latencyMs > 0) await new Promise<void>((resolve) => this.world.clock.after(this.latencyMs, resolve));
    return work();
  }

  #counted(handlers: SubscriptionHandlers): SubscriptionHandlers {
    return {
      ...handlers,
      assigned: (generation, partitions) => {
        this.assignments += 1;
        handlers.assigned(generation, partitions);
      },
      records: (generation, records) => {
        this.handed += records.length;
        handlers.records(generation, records);
      },
    };
  }
}

const minute = 60_000;

describe('a store that takes two seconds for every call', () => {
  it('M6 [store-slow] for five minutes: partitions stay where they are, intake is bounded, nothing is written twice or lost', async () => {
    const weather = await new Weather().open(50);
    const { world } = weather;
    weather.latencyMs = 2_000;
    const flood = names(2_500);
    await weather.start(flood);
    for (let second = 0; second < 300; second += 1) {
      await world.clock.advance(1_000);
      // What the bus had fetched of two partitions when it was told to pause.
      expect(world.coordinator.health().waiting).toBeLessThanOrEqual(1_000);
    }
    expect(world.coordinator.health()).toMatchObject({ ready: true, problems: [] });
    expect(weather.assignments).toBe(1);

    weather.latencyMs = 0;
    await world.clock.advance(minute);
    expect(await weather.statuses(flood)).toEqual(['completed']);
    expect(world.commands).toHaveLength(3 * flood.length);
    expect(weather.conflicts).toBe(0);
    expect(weather.assignments).toBe(1);
  }, 60_000);
});

describe('a store that is away for ten minutes', () => {
  it('M9 [store-down] because it is full or gone: nothing is taken in beyond a bound, it is asked ever less, and the lag is gone a minute after', async () => {
    const weather = await new Weather().open(50);
    const { world } = weather;
    await weather.start(names(10, 'before'));
    await world.clock.advance(1_000);
    weather.gone = new StoreUnavailable('database or disk is full');
    weather.calls = 0;
    weather.handed = 0;
    const flood = names(1_500);
    for (let n = 0; n < 10; n += 1) {
      await weather.start(flood.slice(n * 150, n * 150 + 150));
      await world.clock.advance(minute);
    }
    expect(world.coordinator.health()).toMatchObject({
      ready: false,
      problems: ['the store does not answer: database or disk is full'],
    });
    expect(weather.handed).toBeLessThanOrEqual(1_000);
    expect(weather.assignments).toBe(1);
    expect(weather.calls).toBeLessThan(10 * 60);

    weather.gone = undefined;
    await world.clock.advance(minute);
    expect(world.coordinator.health()).toMatchObject({ ready: true, problems: [], waiting: 0 });
    expect(await weather.statuses([...flood, ...names(10, 'before')])).toEqual(['completed']);
    expect(world.commands).toHaveLength(3 * (flood.length + 10));
  }, 60_000);
});
