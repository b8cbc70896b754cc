// The saga that chaos runs: undoable steps one after another and at once, a timer, a signal, failures.
import { Module } from '@nestjs/common';
import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import { SagaFailure, type SagaContext, type SagaDefinition } from '@skald/engine';
import { Saga } from '@skald/nest';
import { z } from 'zod';

const Step = z.object({ refused: z.boolean() });

const step = {
  input: Step,
  output: z.string(),
  errors: ['Declined'],
  compensable: true,
  timeout: '5s',
  retry: { maxAttempts: 5, initialInterval: '200ms', maxInterval: '2s' },
  compensation: { timeout: '5s', retry: { maxAttempts: 100, initialInterval: '200ms', maxInterval: '2s' } },
} as const;

export const reserve = defineActivity('stock.reserve', step);
export const charge = defineActivity('pay.charge', step);
export const book = defineActivity('stock.book', step);
export const go = defineSignal('go', z.number());

export const fates = ['completes', 'is refused', 'fails', 'asks'] as const;
/** It only pays. */
const short = 'pays';

const Journey = z.object({
  fate: z.enum([...fates, short]),
  legs: z.number(),
  /** What may stand in no log. */
  card: z.string(),
});

export const journey = defineSaga('journey', { input: Journey, output: z.number(), signals: [go] });

export class JourneyV1 {
  async run(ctx: SagaContext, { fate, legs }: z.infer<typeof Journey>): Promise<number> {
    if (fate === short) {
      await ctx.activity(charge, { refused: false });
      return legs;
    }
    await ctx.activity(reserve, { refused: false });
    await Promise.all(Array.from({ length: legs }, () => ctx.activity(book, { refused: false })));
    await ctx.timer('1s');
    if (fate === 'asks') {
      const said = async (): Promise<number> => (await ctx.receive(go)) + (await ctx.receive(go));
      const { winner } = await ctx.race({ said: said(), late: ctx.timer('15s') });
      if (winner === 'late') throw new SagaFailure('Unanswered');
    }
    await ctx.activity(charge, { refused: fate === 'is refused' });
    if (fate === 'fails') throw new SagaFailure('Planned');
    return legs;
  }
}
Saga(journey, { version: 1 })(JourneyV1);

/** As a process evaluates it that replays what was left. */
export const journeyDefinition: SagaDefinition = {
  ...{ contract: journey, version: 1, options: {} },
  run: (ctx, input) => new JourneyV1().run(ctx, input as z.infer<typeof Journey>),
};

export class Journeys {}
Module({ providers: [JourneyV1] })(Journeys);
