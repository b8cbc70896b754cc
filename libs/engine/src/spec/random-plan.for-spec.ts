import fc from 'fast-check';
import type { SagaContext } from '../index.js';
import { SagaFailure } from '../index.js';
import { activity, approve, decline, placed, undoable } from './contracts.for-spec.js';

/** What a random saga does; each is a small tree. */
export type Plan =
  | { readonly do: 'activity'; readonly undoable: boolean; readonly inDoubt: 'compensate' | 'skip' | 'ask' }
  | { readonly do: 'best effort' | 'emit' | 'pivot' | 'effect' | 'draw' | 'fail' | 'too large' | 'show' }
  | { readonly do: 'timer'; readonly minutes: number }
  | { readonly do: 'receive'; readonly name: 'approve' | 'decline' }
  | { readonly do: 'all' | 'race' | 'sequence' | 'try' | 'settled'; readonly of: readonly Plan[] };

const leaf: fc.Arbitrary<Plan> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('activity' as const),
      undoable: fc.boolean(),
      inDoubt: fc.constantFrom('compensate' as const, 'skip' as const, 'ask' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('timer' as const), minutes: fc.integer({ min: 0, max: 9 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      name: fc.constantFrom('approve' as const, 'decline' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'best effort' as const,
        'emit' as const,
        'effect' as const,
        'draw' as const,
        'fail' as const,
        'too large' as const,
        'show' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'pivot' as const }) },
);

export const plan = fc.letrec<{ plan: Plan }>((tie) => ({
  plan: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 2, arbitrary: leaf },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom(
          'all' as const,
          'race' as const,
          'sequence' as const,
          'sequence' as const,
          'try' as const,
          'settled' as const,
        ),
        of: fc.array(tie('plan'), { minLength: 1, maxLength: 4 }),
      }),
    },
  ),
})).plan;

const plain = activity('a.plain', { retry: { maxAttempts: 2 }, errors: ['Refused'] });
const careful = activity('a.careful', { heartbeat: '2m', scheduleToStart: '3m', deadline: '6m' });
const large = 'x'.repeat(300_000);

export async function carryOut(ctx: SagaContext, todo: Plan): Promise<unknown> {
  switch (todo.do) {
    case 'activity': {
      const { inDoubt } = todo;
      const contract = todo.undoable ? undoable('a.undoable', { inDoubt, retry: { maxAttempts: 3 } }) : plain;
      return ctx.activity(contract, { at: ctx.now().toISOString() });
    }
    case 'best effort':
      return (await ctx.bestEffort(careful, 1)).ok;
    case 'too large':
      return (await ctx.bestEffort(plain, large)).ok;
    case 'emit':
      return ctx.emit(placed, { n: ctx.random() });
    case 'show':
      ctx.view({ at: ctx.historyLength });
      ctx.attributes({ drawn: Math.floor(ctx.random() * 3), gone: ctx.random() < 0.5 ? 'no' : null });
      return ctx.patched(`change-${Math.floor(ctx.random() * 3)}`);
    case 'pivot':
      return ctx.pivot();
    case 'effect':
      return ctx.effect('look', () => 7, { input: Math.floor(ctx.random() * 3) });
    case 'draw':
      ctx.log.info('drew');
      return ctx.uuid();
    case 'fail':
      throw new SagaFailure('Planned');
    case 'timer':
      return ctx.timer(`${todo.minutes}m`);
    case 'receive':
      return ctx.receive(todo.name === 'approve' ? approve : decline);
    case 'sequence': {
      const values: unknown[] = [];
      for (const one of todo.of) values.push(await carryOut(ctx, one));
      return values;
    }
    case 'all':
      return Promise.all(todo.of.map((one) => carryOut(ctx, one)));
    case 'settled':
      return Promise.allSettled(todo.of.map((one) => carryOut(ctx, one))).then((all) => all.map((one) => one.status));
    case 'race':
      // The branches of `ctx` itself are withdrawn when they lose; those of helper functions are not.
      return ctx.race(Object.fromEntries(todo.of.map((one, i) => [`b${i}`, branch(ctx, one)])));
    case 'try':
      try {
        return await carryOut(ctx, { do: 'sequence', of: todo.of });
      } catch (error) {
        return [(error as Error).name, await ctx.activity(plain, 'cleaning up')];
      }
  }
}

function branch(ctx: SagaContext, todo: Plan): Promise<unknown> {
  if (todo.do === 'timer') return ctx.timer(`${todo.minutes}m`);
  if (todo.do === 'receive') return ctx.receive(todo.name === 'approve' ? approve : decline);
  return carryOut(ctx, todo);
}
