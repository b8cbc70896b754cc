import { Inject, Injectable } from '@nestjs/common';
import type { InstanceIdentity } from '@skald/contracts';
import { instanceKey } from '@skald/contracts';
import type { Clock, InstanceProjection } from '@skald/ports';
import { systemClock } from '@skald/runtime';
import { gatewayOptions } from './configurable-gateway.js';
import type { GatewayModuleOptions } from './gateway-options.js';
import { HttpRefusal } from './http-refusal.js';

const lookEveryMs = 25;
const longestLagMs = 2_000;

/** Finds one instance, also one that was accepted a moment ago and has no projection yet. */
@Injectable()
export class InstanceLookup {
  readonly #store: GatewayModuleOptions['store'];
  readonly #clock: Clock;

  constructor(@Inject(gatewayOptions) { store, clock = systemClock() }: GatewayModuleOptions) {
    this.#store = store;
    this.#clock = clock;
  }

  /** @throws HttpRefusal */
  async find(identity: InstanceIdentity): Promise<InstanceProjection> {
    const instance = instanceKey(identity);
    const projection = await this.#projection(instance);
    if (projection !== undefined) return projection;
    const started = await this.#store.journal.page(instance, -1, 1);
    if (started.length === 0) throw noSuchInstance(identity.workflowId);
    const until = this.#clock.now() + longestLagMs;
    while (this.#clock.now() < until) {
      await new Promise<void>((resolve) => this.#clock.after(lookEveryMs, resolve));
      const late = await this.#projection(instance);
      if (late !== undefined) return late;
    }
    throw new HttpRefusal('RETRY_LATER', `${identity.workflowId} was started and cannot be looked up yet`);
  }

  async #projection(instance: string): Promise<InstanceProjection | undefined> {
    const [projection] = await this.#store.instances.find([instance]);
    return projection;
  }
}

export function noSuchInstance(workflowId: string): HttpRefusal {
  return new HttpRefusal('NOT_FOUND', `there is no instance ${workflowId}`);
}
