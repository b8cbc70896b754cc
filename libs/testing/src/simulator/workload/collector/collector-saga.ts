import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import type { SagaContext, SagaDefinition } from '@skald/engine';
import { anyJson } from '../any-json.js';

export interface Collected {
  readonly items: readonly string[];
  readonly way: (typeof ways)[number];
  /** Items after which the next run goes on. */
  readonly perRun: number;
}

export const ways = ['one-by-one', 'as-a-stream', 'against-a-timer', 'between-work'] as const;

/** Ends a collection. */
export const last = 'last';

export const item = defineSignal('item', anyJson<string>());
export const shelve = defineActivity('shelf.put', {
  input: anyJson<string>(),
  output: anyJson<string>(),
  retry: { maxAttempts: 30, initialInterval: '200ms', maxInterval: '10s' },
  timeout: '5s',
});

export const collector = defineSaga('collector', {
  input: anyJson<Collected>(),
  output: anyJson<readonly string[]>(),
  signals: [item],
});

/** Takes signals until the last one, over as many runs as it takes, and gives all of them. */
export const collectorSaga: SagaDefinition<Collected, readonly string[]> = {
  contract: collector,
  version: 1,
  options: { timeout: '1 hour' },
  run: collect,
};

async function collect(ctx: SagaContext, { items: before, way, perRun }: Collected): Promise<readonly string[]> {
  const items = [...before];
  for await (const one of way === 'as-a-stream' ? ctx.signals(item) : arriving(ctx, way)) {
    items.push(one);
    if (one === last) return items;
    if (items.length - before.length >= perRun) return ctx.continueAsNew({ items, way, perRun });
  }
  return items;
}

async function* arriving(ctx: SagaContext, way: Collected['way']): AsyncIterable<string> {
  for (;;) {
    if (way === 'against-a-timer') {
      const raced = await ctx.race({ item: ctx.receive(item), late: ctx.timer('700ms') });
      if (raced.winner === 'item') yield raced.value;
      else await ctx.timer('2s');
      continue;
    }
    const one = await ctx.receive(item);
    if (way === 'between-work') await ctx.activity(shelve, one);
    yield one;
  }
}
