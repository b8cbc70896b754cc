import type { Evaluation, Guard } from '@skald/engine';
import { checkedLimits, defaultLimits } from '@skald/engine';
import type { Clock } from '@skald/ports';
import { asyncScopes } from './guard/async-scopes.js';
import type { CoordinatorOptions } from './options.js';

export interface EvaluationOptions {
  readonly clock: Clock;
  /** Default: saga code is not told from other code. */
  readonly guard?: Guard | undefined;
  readonly limits?: CoordinatorOptions['limits'] | undefined;
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
