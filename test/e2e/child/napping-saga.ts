import { Module } from '@nestjs/common';
import { defineSaga } from '@skald/contracts';
import type { SagaContext } from '@skald/engine';
import { Saga } from '@skald/nest';
import { z } from 'zod';

export const nap = defineSaga('nap', { input: z.null(), output: z.string() });

/** Sleeps four seconds. */
export class Nap {
  async run(ctx: SagaContext): Promise<string> {
    await ctx.timer('4s');
    return 'rested';
  }
}
Saga(nap, { version: 1 })(Nap);

export class Naps {}
Module({ providers: [Nap] })(Naps);
