import type { ActivityResult, Effect, Json, RecordedError } from '@skald/contracts';

import type { CommandIdentity } from '../../messages/decode-command.js';

export interface Failure {
  readonly kind: 'failed';
  readonly error: RecordedError;
  readonly retryable: boolean;
  readonly effect: Effect;
  readonly retryAfterMs?: number;
}

/** How an attempt ended. */
export type Outcome =
  { readonly kind: 'completed'; readonly output: Json } | Failure | { readonly kind: 'handed-over' };

/** A failure of the participant's own making, `skald.…`. */
export function refusal(
  type: string,
  message: string,
  { retryable = false, effect = 'none', details }: { retryable?: boolean; effect?: Effect; details?: Json } = {},
): Failure {
  const error = { type, message, ...(details !== undefined && { details }) };
  return { kind: 'failed', error, retryable, effect };
}

/** Rule 5: the result echoes whose it is. */
export function resultOf(
  { namespace, workflowId, run, activityId, operation, attempt, scheduledAt }: CommandIdentity,
  outcome: Outcome,
): ActivityResult {
  const when = scheduledAt === undefined ? {} : { scheduledAt };
  const identity = { namespace, workflowId, run, activityId, operation, attempt, ...when };
  switch (outcome.kind) {
    case 'completed':
      return { type: 'completed', ...identity, output: outcome.output };
    case 'handed-over':
      return { type: 'handed-over', ...identity };
    case 'failed': {
      const { kind: _kind, ...failure } = outcome;
      return { type: 'failed', ...identity, ...failure };
    }
  }
}
