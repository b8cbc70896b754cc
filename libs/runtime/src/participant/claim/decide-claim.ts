import type { Effect } from '@skald/contracts';

import type { ActivityMemory } from './activity-memory.js';
import { answerOf, completedOf, isCanceled, isLive, isUndone, mayHaveRun, openAttempts } from './activity-memory.js';
import type { OutcomeBody, Series } from './marks.js';

/** What is asked of the ledger: the claim of `by` was inserted already, or another one stands there. */
export interface ClaimQuestion {
  readonly attempt: number;
  readonly by: string;
  readonly now: number;
  readonly exclusive: boolean;
}

export type ExecuteDecision =
  | { readonly kind: 'run' }
  /** `own`: it stands on record for this very attempt. */
  | { readonly kind: 'answer'; readonly outcome: OutcomeBody; readonly own: boolean }
  | { readonly kind: 'refuse'; readonly because: 'undone' | 'canceled'; readonly effect: Effect }
  | { readonly kind: 'wait'; readonly until: number };

/** Rules 1 and 3 for an execute, and what was given up. */
export function decideExecute(memory: ActivityMemory, question: ClaimQuestion): ExecuteDecision {
  const { attempt, by, now, exclusive } = question;
  const answered = answerOf(memory, 'execute', attempt);
  if (answered !== undefined) return { kind: 'answer', outcome: answered, own: true };
  const claimedBefore = memory.execute.get(attempt)?.claim;
  const effect = claimedBefore === undefined || claimedBefore.by === by ? 'none' : 'unknown';
  if (isUndone(memory)) return { kind: 'refuse', because: 'undone', effect };
  const completed = completedOf(memory, 'execute');
  if (completed !== undefined) return { kind: 'answer', outcome: completed, own: false };
  if (isCanceled(memory, attempt)) return { kind: 'refuse', because: 'canceled', effect };
  return exclusive ? alone(memory, 'execute', by, now) : { kind: 'run' };
}

export type CompensateDecision =
  | { readonly kind: 'run' }
  /** Rule 2: there is nothing to undo. */
  | { readonly kind: 'skip' }
  | { readonly kind: 'answer'; readonly outcome: OutcomeBody; readonly own: boolean }
  | { readonly kind: 'wait'; readonly until: number }
  /** These attempts of execute are not waited for any more; they find that out when they end. */
  | { readonly kind: 'overtake'; readonly attempts: readonly number[] };

/** Rules 1 to 3 for an undo. `series` is `late` for one that is sent once more with the output. */
export function decideCompensate(
  memory: ActivityMemory,
  question: ClaimQuestion & { readonly series: 'compensate' | 'late'; readonly forward: 'completed' | 'unknown' },
): CompensateDecision {
  const { series, attempt, by, now, exclusive, forward } = question;
  const answered = answerOf(memory, series, attempt);
  if (answered !== undefined) return { kind: 'answer', outcome: answered, own: true };
  const completed = completedOf(memory, series);
  if (completed !== undefined) return { kind: 'answer', outcome: completed, own: false };

  const open = openAttempts(memory, 'execute');
  const live = open.filter((claimed) => isLive(claimed, now));
  if (live.length > 0) return { kind: 'wait', until: Math.max(...live.map(({ claim }) => claim.until)) };
  if (open.length > 0) return { kind: 'overtake', attempts: open.map((claimed) => claimed.attempt) };
  if (forward === 'unknown' && !mayHaveRun(memory)) return { kind: 'skip' };
  return exclusive ? alone(memory, series, by, now) : { kind: 'run' };
}

/** Somebody else's live claim is waited out. */
function alone(
  memory: ActivityMemory,
  series: Series,
  by: string,
  now: number,
): { readonly kind: 'run' } | { readonly kind: 'wait'; readonly until: number } {
  const live = openAttempts(memory, series).filter((attempt) => isLive(attempt, now) && attempt.claim.by !== by);
  if (live.length === 0) return { kind: 'run' };
  return { kind: 'wait', until: Math.max(...live.map(({ claim }) => claim.until)) };
}
