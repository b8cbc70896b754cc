import type { ActivityHandler } from '../activity-handler.js';
import type { Outcome } from '../claim/outcome.js';
import { CommandDelayed } from '../errors/command-delayed.error.js';
import type { AttemptContext } from './attempt-context.js';
import type { FailureLimits } from './failure-of.js';
import { failureOf } from './failure-of.js';

export type HandlerEnd =
  | { readonly kind: 'ended'; readonly outcome: Outcome }
  /** Nothing happened; it is to be tried again here. */
  | { readonly kind: 'delayed'; readonly retryAfterMs: number };

/** Calls a handler once. Never rejects, and never throws. */
export async function callHandler(
  handler: ActivityHandler,
  ctx: AttemptContext,
  call: () => unknown,
  outcomeOf: (returned: unknown) => Outcome,
  limits: FailureLimits,
): Promise<HandlerEnd> {
  try {
    const run = async (): Promise<unknown> => call();
    const returned = await (handler.breaker === undefined ? run() : handler.breaker(run));
    return { kind: 'ended', outcome: outcomeOf(returned) };
  } catch (error) {
    const retryAfterMs = delayOf(error);
    if (retryAfterMs !== undefined) return { kind: 'delayed', retryAfterMs };
    const outcome = failureOf(error, handler.contract.errors, limits);
    // A stack is for the log of this process, never for messages.
    ctx.log.warn('an attempt failed', { error: outcome.error.type, effect: outcome.effect, stack: stackOf(error) });
    return { kind: 'ended', outcome };
  }
}

/** Even asking what a thrown value is may throw. */
function delayOf(error: unknown): number | undefined {
  try {
    return error instanceof CommandDelayed ? error.retryAfterMs : undefined;
  } catch {
    return undefined;
  }
}

function stackOf(error: unknown): string | undefined {
  try {
    return error instanceof Error ? error.stack : undefined;
  } catch {
    return undefined;
  }
}
