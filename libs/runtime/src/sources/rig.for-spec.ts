import type { IncomingRecord, MessageBus } from '@skald/ports';
import { seededIds } from '@skald/testing';
import { z } from 'zod';

import { approve, shop } from '../coordinator/spec/shop.for-spec.js';
import { World } from '../coordinator/spec/world.for-spec.js';
import { withSubscriptions } from '../receive/subscriptions.for-spec.js';
import type { Sources, SourcesOptions } from './create-sources.js';
import { createSources } from './create-sources.js';
import type { Source } from './source.js';
import { signalsFrom, startsFrom } from './source.js';

const order = z.object({ id: z.string(), total: z.number() });

export const orders = startsFrom(
  'orders.placed',
  shop.contract,
  ({ id, total }) => ({ workflowId: id, input: { total } }),
  { schema: order },
);

export const approvals = signalsFrom('orders.approved', approve, ({ id, by }: { id: string; by: string }) => ({
  workflowId: id,
  payload: { by },
}));

/** A shop whose coordinator runs, and topics that somebody else writes. */
export class ExistingTopics {
  readonly world = new World();
  readonly deadLetters: IncomingRecord[] = [];
  sources!: Sources;

  async open(given: readonly Source[], options: Partial<SourcesOptions> = {}): Promise<this> {
    await this.world.open([shop]);
    for (const topic of ['orders.placed', 'orders.approved']) {
      await this.world.bus.createTopics([
        { topic, partitions: 2 },
        { topic: `${topic}.dlq`, partitions: 1 },
      ]);
      await this.world.bus.subscribe(
        { group: 'spec-dlq', topics: [`${topic}.dlq`], broadcast: true },
        {
          assigned: () => undefined,
          records: (_, records) => void this.deadLetters.push(...records),
          crashed: () => undefined,
        },
      );
    }
    await this.boot(given, options);
    return this;
  }

  /** A process begins. */
  async boot(given: readonly Source[], options: Partial<SourcesOptions> = {}): Promise<Sources> {
    const { bus, clock, log } = this.world;
    this.sources = createSources({ bus, clock, log, ids: seededIds(7), sources: given, ...options });
    void this.sources.start();
    await clock.advance(100);
    return this.sources;
  }

  async publish(topic: string, key: string | null, value: unknown, headers: Record<string, string> = {}) {
    const text = typeof value === 'string' || value === null ? value : JSON.stringify(value);
    await this.world.bus.publish([{ topic, key, value: text, headers }]);
    await this.world.clock.advance(1_000);
  }

  get reasons(): { readonly reason: string; readonly detail: string }[] {
    return this.deadLetters.map(({ headers }) => ({
      reason: Buffer.from(headers['skald_dlq_reason'] ?? []).toString(),
      detail: Buffer.from(headers['skald_dlq_detail'] ?? []).toString(),
    }));
  }
}

/** A process that dies before its offsets are on the broker. */
export function committingNothing(bus: MessageBus): MessageBus {
  return withSubscriptions(bus, () => ({ commit: () => Promise.resolve() }));
}
