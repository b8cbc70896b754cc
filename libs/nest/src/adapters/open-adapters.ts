import type { OnApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { MessageBus } from '@skald/ports';
import type { Store } from './store.js';

export interface Pingable {
  readonly name: 'bus' | 'store';
  ping(): Promise<void>;
}

/** The adapters that modules were given. Each is closed once, when everything that used them has been drained: the bus first, then the store. */
@Injectable()
export class OpenAdapters implements OnApplicationShutdown {
  readonly #buses = new Set<MessageBus>();
  readonly #stores = new Set<Pick<Store, 'ping' | 'close'>>();

  use({ bus, store }: { readonly bus?: MessageBus; readonly store?: Pick<Store, 'ping' | 'close'> }): void {
    if (bus !== undefined) this.#buses.add(bus);
    if (store !== undefined) this.#stores.add(store);
  }

  get all(): readonly Pingable[] {
    return [
      ...[...this.#buses].map((bus) => ({ name: 'bus' as const, ping: () => bus.ping() })),
      ...[...this.#stores].map((store) => ({ name: 'store' as const, ping: () => store.ping() })),
    ];
  }

  async onApplicationShutdown(): Promise<void> {
    const buses = [...this.#buses];
    const stores = [...this.#stores];
    this.#buses.clear();
    this.#stores.clear();
    await Promise.allSettled(buses.map((bus) => bus.close()));
    await Promise.allSettled(stores.map((store) => store.close()));
  }
}
