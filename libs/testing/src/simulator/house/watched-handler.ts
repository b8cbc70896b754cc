import type { ActivityContext, ActivityHandler } from '@skald/runtime';
import { digestOf } from '../../checker/evidence/digest-of.js';
import type { OutsideWorld } from '../outside/outside-world.js';
import type { SimulatedProcess } from '../process/simulated-process.js';

const answerLost = (): Error => new Error('the world outside did not answer');

/**
 * A handler whose effects are seen: each call is noted where no fault reaches, and what it did takes effect outside when
 * it succeeded, by a call that may get lost like any other.
 */
export function watchedHandler(
  handler: ActivityHandler,
  process: SimulatedProcess,
  outside: OutsideWorld,
): ActivityHandler {
  const activity = handler.contract.name;
  const watched = async (ctx: ActivityContext, handle: () => unknown): Promise<unknown> => {
    const { idempotencyKey: key, operation, attempt } = ctx;
    const call = outside.called({ key, operation, activity, attempt });
    process.onEnd(() => call.ended());
    try {
      const output = await handle();
      const take = (): boolean => outside.takeEffect({ key, operation, activity });
      await process.call('outside', operation, take, answerLost);
      call.returned(digestOf(output));
      return output;
    } finally {
      call.ended();
    }
  };
  const { execute, compensate } = handler;
  return {
    ...handler,
    ...(execute === undefined
      ? {}
      : { execute: (input: never, ctx: ActivityContext) => watched(ctx, () => execute.call(handler, input, ctx)) }),
    ...(compensate === undefined
      ? {}
      : {
          compensate: (forward: never, ctx: ActivityContext) =>
            watched(ctx, () => compensate.call(handler, forward, ctx)),
        }),
  };
}
