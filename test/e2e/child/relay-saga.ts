// What both releases share, and what each of them adds: `SKALD_MODULES` names one of them.
import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import type { SagaContext } from '@skald/engine';
import { z } from 'zod';

export const leg = defineActivity('relay.leg', { input: z.string(), output: z.string() });
export const go = defineSignal('go', z.null());
export const relay = defineSaga('relay', { input: z.null(), output: z.array(z.string()), signals: [go] });

const run = (ctx: SagaContext, name: string): Promise<string> => ctx.activity(leg, name, { id: name });

export class RelayV1 {
  async run(ctx: SagaContext): Promise<string[]> {
    const first = await run(ctx, 'first');
    await ctx.receive(go);
    return [first, await run(ctx, 'last')];
  }
}

/** Runs a leg in between, so that neither replays what the other began. */
export class RelayV2 {
  async run(ctx: SagaContext): Promise<string[]> {
    const first = await run(ctx, 'first');
    const middle = await run(ctx, 'middle');
    await ctx.receive(go);
    return [first, middle, await run(ctx, 'last')];
  }
}
