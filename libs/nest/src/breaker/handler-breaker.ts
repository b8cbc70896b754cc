import type { ActivityContract } from '@skald/contracts';
import { CommandDelayed, RetryableError, TerminalError } from '@skald/runtime';
import type { BreakerOptions } from './breaker-options.js';
import { Circuit } from './circuit.js';
import { CircuitOpen } from './circuit-open.error.js';

/** Around the calls of one activity: while the circuit is open, its commands wait here and no attempt is counted. */
export function handlerBreaker(
  contract: ActivityContract,
  options: BreakerOptions,
): (call: () => Promise<unknown>) => Promise<unknown> {
  const circuit = new Circuit({ ...options, name: contract.name, isOutage: (error) => !isRefusal(error, contract) });
  return async (call) => {
    try {
      return await circuit.run(call);
    } catch (error) {
      if (!(error instanceof CircuitOpen)) throw error;
      throw new CommandDelayed({ retryAfterMs: error.retryAfterMs, reason: error.message });
    }
  };
}

/** The other side is well and said no. */
function isRefusal(error: unknown, { errors }: ActivityContract): boolean {
  if (error instanceof TerminalError || error instanceof CommandDelayed) return true;
  if (error instanceof RetryableError) return errors.includes(error.type);
  return error instanceof Error && (errors.includes(error.name) || errors.includes(error.constructor.name));
}
