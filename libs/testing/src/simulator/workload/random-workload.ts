import type { SagaRequest } from '@skald/contracts';
import type { ActivityContext, ActivityHandler } from '@skald/runtime';
import type { PlannedCall } from '../house/caller.js';
import type { Simulated } from '../house/house.js';
import type { Random } from '../kernel/random.js';
import type { SimulatedProcess } from '../process/simulated-process.js';
import { drawPlan } from './plan.js';
import type { Asked } from './random-saga.js';
import { activities, drawn, nudge, randomSaga } from './random-saga.js';

/** Sagas that are drawn, and clients that start, signal, cancel and repair them. */
export const randomWorkload: Simulated = { sagas: [randomSaga as never], handlers, calls };

const callsWithinMs = 60_000;
const clients = 2;

function calls(random: Random): readonly (readonly PlannedCall[])[] {
  const instances = random.integer(2, 8);
  const callers: PlannedCall[][] = Array.from({ length: clients }, () => []);
  let requests = 0;
  const ask = (request: Asking, afterMs: number): void => {
    const requestId = `r${requests++}`;
    const whole = { namespace: 'default', requestId, ...request } as PlannedCall['request'];
    random.pick(callers).push({ afterMs, request: whole });
  };
  for (let i = 0; i < instances; i++) {
    const workflowId = `w${i}`;
    const startAt = random.integer(0, callsWithinMs);
    const start = { type: 'start', workflowId, saga: drawn.name, input: drawPlan(random) } as const;
    ask(start, startAt);
    if (random.chance(0.2)) ask(start, startAt + random.integer(0, 5_000));
    for (let n = random.integer(0, 6); n > 0; n--) ask(drawRequest(random, workflowId), drawInstant(random, startAt));
  }
  // Whatever was paused goes on: nothing may be left that nobody can end.
  for (let i = 0; i < instances; i++) ask({ type: 'resume', workflowId: `w${i}` }, lastResumeMs);
  return callers;
}

const lastResumeMs = 10 * 60_000;

type Asking = SagaRequest extends infer R
  ? R extends SagaRequest
    ? Omit<R, 'namespace' | 'requestId' | 'replyTo'>
    : never
  : never;

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
      await slept(process, takes, ctx.abort);
      if (refused) throw Object.assign(new Error('this is refused'), { name: 'Refused' });
      return ctx.idempotencyKey;
    },
    compensate: async (_: unknown, ctx: ActivityContext) => {
      await slept(process, 50, ctx.abort);
    },
  }));
}

/** @throws the reason why it was given up */
function slept(process: SimulatedProcess, ms: number, abort: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = process.clock.after(ms, resolve);
    abort.addEventListener('abort', () => {
      cancel();
      reject(abort.reason as Error);
    });
  });
}
