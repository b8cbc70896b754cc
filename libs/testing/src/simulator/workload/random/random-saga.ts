import { defineActivity, defineDomainEvent, defineSaga, defineSignal, type Json } from '@skald/contracts';
import { SagaFailure, type SagaContext, type SagaDefinition } from '@skald/engine';
import { anyJson } from '../any-json.js';
import type { ActivityName, Move, Plan } from './plan.js';

export interface Asked {
  readonly refused: boolean;
  readonly takes: number;
}

const asked = anyJson<Asked>();
const output = anyJson<Json>();
const refusals = { input: asked, output, errors: ['Refused'] };

export const activities = {
  'stock.reserve': defineActivity('stock.reserve', {
    ...refusals,
    compensable: true,
    retry: { maxAttempts: 4, initialInterval: '200ms' },
    timeout: '5s',
    compensation: { retry: { maxAttempts: 30, initialInterval: '500ms', maxInterval: '30s' } },
  }),
  'pay.charge': defineActivity('pay.charge', {
    ...refusals,
    compensable: true,
    retry: { maxAttempts: 2, initialInterval: '1s' },
    timeout: '5s',
    deadline: '1 minute',
    compensation: { retry: { maxAttempts: 30, initialInterval: '500ms', maxInterval: '30s' } },
  }),
  'mail.send': defineActivity('mail.send', {
    ...refusals,
    retry: { maxAttempts: 3, initialInterval: '500ms' },
    heartbeat: '20s',
    scheduleToStart: '2 minutes',
  }),
} as const satisfies Record<ActivityName, unknown>;

export const nudge = defineSignal('nudge', anyJson<Json>());
const happened = defineDomainEvent('simulated.happened', anyJson<Json>());

export const drawn = defineSaga('drawn', { input: anyJson<Plan>(), output, signals: [nudge] });

/** A saga that does what its input says. */
export const randomSaga: SagaDefinition<Plan, Json> = {
  contract: drawn,
  version: 1,
  options: { timeout: '1 hour', cancelGrace: '30s' },
  run: (ctx, plan) => carryOut(ctx, plan),
};

async function carryOut(ctx: SagaContext, plan: Plan): Promise<Json> {
  const done: Json[] = [];
  for (const move of plan) done.push(await make(ctx, move));
  return done;
}

async function make(ctx: SagaContext, move: Move): Promise<Json> {
  switch (move.do) {
    case 'activity':
      return ctx.activity(activities[move.activity], { refused: move.refused === true, takes: move.takes });
    case 'best-effort': {
      const attempted = await ctx.bestEffort(activities['mail.send'], { refused: move.refused, takes: 0 });
      return attempted.ok;
    }
    case 'timer':
      await ctx.timer(`${move.ms}ms`);
      return ctx.now().getTime();
    case 'receive':
      return (await ctx.race({ nudged: ctx.receive(nudge), late: ctx.timer(`${move.ms}ms`) })).winner;
    case 'effect':
      return ctx.effect(ctx.random() < 0.5 ? 'look' : 'glance', ({ idempotencyKey }) => idempotencyKey, {
        input: Math.floor(ctx.random() * 3),
      });
    case 'pivot':
      ctx.pivot();
      return null;
    case 'emit':
      ctx.emit(happened, { id: ctx.uuid() });
      return null;
    case 'show':
      ctx.view({ length: ctx.historyLength });
      ctx.attributes({ drawn: Math.floor(ctx.random() * 3) });
      return ctx.patched('a-change');
    case 'fail':
      throw new SagaFailure('Planned');
    case 'together':
      return Promise.all(move.of.map((one) => make(ctx, one)));
    case 'race': {
      const { winner } = await ctx.race(Object.fromEntries(move.of.map((one, i) => [`b${i}`, branch(ctx, one)])));
      return winner;
    }
    case 'try':
      return carryOut(ctx, move.of).catch((error: Error) => error.name);
    case 'scope':
      return ctx.scope((inner) => carryOut(inner, move.of)).catch((error: Error) => error.name);
    case 'child':
      return ctx.child(drawn, { input: move.of });
    case 'detach':
      return ctx.detach(drawn, { input: move.of });
    case 'again':
      return ctx.run < 3 ? ctx.continueAsNew(move.of) : ctx.run;
  }
}

/** The context's own promise where there is one: only that is withdrawn when it loses. */
function branch(ctx: SagaContext, move: Move): Promise<unknown> {
  if (move.do === 'timer') return ctx.timer(`${move.ms}ms`);
  if (move.do === 'receive') return ctx.receive(nudge);
  return make(ctx, move);
}
