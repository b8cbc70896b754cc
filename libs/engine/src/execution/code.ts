import type { SagaBug } from '../errors/saga-bug.js';
import type { HeardEvent } from '../replay/replay-role.js';
import type { SagaBody } from '../saga/body.js';
import type { Decision } from '../saga/decision.js';

/** How the code of an instance can be spoken to. */
export type Code =
  | SuspendedCode
  /** Not here, or not able to replay this history: whoever needs it parks the instance. */
  | { readonly kind: 'unable'; readonly why: SagaBug }
  /** Only a replay tells where the code stands. */
  | { readonly kind: 'stale' }
  /** The forward part has ended, or not begun. */
  | { readonly kind: 'over' };

export interface SuspendedCode {
  readonly kind: 'suspended';
  readonly body: SagaBody;
  /** Asked for, not yet recorded: the turn was full. */
  readonly decided: Decision[];
  /** Inputs recorded while the instance stood still; the body is told of them when it goes on. */
  readonly deferred: HeardEvent[];
}
