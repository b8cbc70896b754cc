import type { ActivityContext, ActivityHandler } from '@skald/runtime';
import type { Random } from '../../kernel/random.js';
import type { SimulatedProcess } from '../../process/simulated-process.js';
import { Askers, type Asking } from '../asking.js';
import { workOf } from '../work-of.js';
import type { Workload } from '../workload.js';
import { drawPlan } from './plan.js';
import type { Asked } from './random-saga.js';
import { activities, drawn, nudge } from './random-saga.js';

/** Sagas that are drawn, and clients that start, signal, cancel and repair them. */
export function randomWorkload(random: Random): Workload {
  return { handlers, calls: callsOf(random) };
}

const callsWithinMs = 60_000;
const clients = 2;

function callsOf(random: Random): Workload['calls'] {
  const instances = random.integer(2, 8);
  const askers = new Askers(random, clients);
  for (let i = 0; i < instances; i++) {
    const workflowId = `w${i}`;
    const startAt = random.integer(0, callsWithinMs);
    const start = { type: 'start', workflowId, saga: drawn.name, input: drawPlan(random) } as const;
    askers.ask(start, startAt);
    if (random.chance(0.2)) askers.ask(start, startAt + random.integer(0, 5_000));
    for (let n = random.integer(0, 6); n > 0; n--)
      askers.ask(drawRequest(random, workflowId), drawInstant(random, startAt));
  }
  // Whatever was paused goes on: nothing may be left that nobody can end.
  for (let i = 0; i < instances; i++) askers.ask({ type: 'resume', workflowId: `w${i}` }, lastResumeMs);
  return askers.calls;
}

const lastResumeMs = 200_000;

function drawInstant(random: Random, startAt: number): number {
  return startAt + random.pick([0, random.integer(0, 2_000), random.integer(0, 60_000)]);
}

function drawRequest(random: Random, workflowId: string): Asking {
  const reason = 'drawn';
  const draw = random.fraction();
  // Few, so that one is now and then sent again under another request.
  const signalId = `s${random.integer(0, 5)}`;
  if (draw < 0.6) return { type: 'signal', workflowId, name: nudge.name, signalId, payload: signalId };
  if (draw < 0.78) return { type: 'cancel', workflowId, compensate: random.chance(0.7), reason };
  if (draw < 0.87) return { type: 'pause', workflowId, reason };
  if (draw < 0.95) return { type: 'resume', workflowId, reason };
  return { type: 'terminate', workflowId, reason };
}

function handlers(process: SimulatedProcess): readonly ActivityHandler[] {
  return Object.values(activities).map((contract) => ({
    contract: contract as never,
    execute: async (asked: unknown, ctx: ActivityContext) => {
      const { refused, takes } = asked as Asked;
      ctx.heartbeat({ takes });
      await workOf(process, takes, ctx.abort);
      if (refused) throw Object.assign(new Error('this is refused'), { name: 'Refused' });
      return ctx.idempotencyKey;
    },
    compensate: async (_: unknown, ctx: ActivityContext) => {
      await workOf(process, 50, ctx.abort);
    },
  }));
}
