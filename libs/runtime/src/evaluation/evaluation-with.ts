import type { LimitName } from '@skald/contracts';
import type { Evaluation, Guard, Limit } from '@skald/engine';
import { checkedLimits, defaultLimits } from '@skald/engine';
import type { Clock } from '@skald/ports';
import { asyncScopes } from './async-scopes.js';

export interface EvaluationOptions {
  readonly clock: Clock;
  /** Default: saga code is not told from other code. */
  readonly guard?: Guard | undefined;
  readonly limits?: Partial<Readonly<Record<LimitName, Limit>>> | undefined;
}

/** How this process evaluates saga code: live, at a load, or for a check. */
export function evaluationWith({ clock, guard = (fn) => fn(), limits }: EvaluationOptions): Evaluation {
  return {
    settled: () => clock.settled(),
    guard,
    limits: checkedLimits({ ...defaultLimits, ...limits }),
    scopes: asyncScopes(),
  };
}
