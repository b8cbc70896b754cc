import type { CoordinatorOptions } from '../options.js';
import { FaultyBus, FaultyJournal } from './faults.for-spec.js';
import type { World } from './world.for-spec.js';

/** Ports of one process: once it is dead, nothing it asks for is done any more. */
export class Mortal {
  isDead = false;
  readonly ports: Pick<CoordinatorOptions, 'journal' | 'instances' | 'custody' | 'bus'>;
  readonly #journal: FaultyJournal;
  readonly #bus: FaultyBus;

  constructor(world: World) {
    this.#journal = new FaultyJournal(world.store.journal);
    this.#bus = new FaultyBus(world.bus);
    const { instances, custody } = world.store;
    this.ports = {
      journal: this.#journal,
      bus: this.#bus,
      instances: this.#own(instances),
      custody: this.#own(custody),
    };
  }

  die(): void {
    this.isDead = true;
    this.#journal.hang = true;
    this.#bus.hang = true;
  }

  #own<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]): unknown =>
          this.isDead ? new Promise(() => undefined) : Reflect.apply(method, target, given);
      },
    });
  }
}
