// Sagas of which one ends the process that evaluates it.
import { Module } from '@nestjs/common';
import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import type { SagaContext } from '@skald/engine';
import { Saga } from '@skald/nest';
import { z } from 'zod';

export const slow = defineActivity('deadly.slow', { input: z.null(), output: z.string() });
export const go = defineSignal('go', z.null());
export const deadly = defineSaga('deadly', { input: z.null(), output: z.null(), signals: [go] });
export const harmless = defineSaga('harmless', { input: z.null(), output: z.string() });

class DeadlyV1 {
  async run(ctx: SagaContext): Promise<null> {
    await ctx.receive(go);
    process.kill(process.pid, 'SIGKILL');
    return null;
  }
}
Saga(deadly, { version: 1 })(DeadlyV1);

class HarmlessV1 {
  run(ctx: SagaContext): Promise<string> {
    return ctx.activity(slow, null);
  }
}
Saga(harmless, { version: 1 })(HarmlessV1);

export class DeadlySagas {}
Module({ providers: [DeadlyV1, HarmlessV1] })(DeadlySagas);
