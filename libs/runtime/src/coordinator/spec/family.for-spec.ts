import { defineSaga } from '@skald/contracts';
import type { SagaContext, SagaDefinition } from '@skald/engine';
import { ChildFailure, SagaFailure } from '@skald/engine';
import { z } from 'zod';
import { approve, charge, reserve } from './shop.for-spec.js';

/** What a saga of the family is told to do. */
export interface Plan {
  /** Reserves, so that something is held. */
  readonly holds?: boolean;
  readonly children?: readonly ({ readonly workflowId?: string; readonly saga?: string } & Plan)[];
  /** After its children: charges, which may fail; waits for a person; passes the pivot. */
  readonly charges?: boolean;
  readonly waits?: boolean;
  /** Continues as new so many times before it does anything else. */
  readonly renews?: number;
  /** Continues as new once, after its children. */
  readonly renewsAfter?: boolean;
  readonly pivots?: boolean;
  readonly fails?: string;
  readonly abandons?: boolean;
  /** Catches the failure of a child, and returns it. */
  readonly catches?: boolean;
}

const plan = z.any() as z.ZodType<Plan>;
const contractOf = (name: string) => defineSaga(name, { input: plan, output: z.any(), signals: [approve] });

async function run(ctx: SagaContext, input: Plan): Promise<unknown> {
  if ((input.renews ?? 0) > 0) {
    await ctx.activity(reserve, {}, { id: 'reserve' });
    return ctx.continueAsNew({ ...input, renews: input.renews! - 1 });
  }
  if (input.holds === true) await ctx.activity(reserve, {}, { id: 'reserve' });
  const outputs: unknown[] = [];
  for (const { workflowId, saga = 'family', ...rest } of input.children ?? []) {
    const child = ctx.child(contractOf(saga), {
      input: rest,
      onParentClose: input.abandons === true ? 'abandon' : 'cancel',
      ...(workflowId === undefined ? {} : { workflowId }),
    });
    outputs.push(await (input.catches === true ? child.catch(told) : child));
  }
  if (input.renewsAfter === true) {
    const { fails } = input;
    return ctx.continueAsNew(fails === undefined ? {} : { fails });
  }
  if (input.charges === true) await ctx.activity(charge, {}, { id: 'charge' });
  if (input.waits === true) await ctx.receive(approve);
  if (input.pivots === true) ctx.pivot();
  if (input.fails !== undefined) throw new SagaFailure(input.fails);
  return outputs.length === 0 ? ctx.workflowId : outputs;
}

function told(error: unknown): unknown {
  if (!(error instanceof ChildFailure)) throw error;
  return `${error.status}: ${error.type}`;
}

/** A saga whose input says what it does, children included. */
export const family: SagaDefinition<Plan, unknown> = { contract: contractOf('family'), version: 1, options: {}, run };
