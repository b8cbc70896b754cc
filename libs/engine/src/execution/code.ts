import type { SagaBug } from '../errors/saga-bug.js';
import type { HeardEvent } from '../replay/replay-role.js';
import type { SagaBody } from '../saga/body.js';
import type { Decision } from '../saga/decision.js';
import type { AwaitedSignal } from '../saga/inbox.js';

/** How the code of an instance can be spoken to. */
export type Code =
  | SuspendedCode
  /** Not here, or not able to replay this history: whoever needs it parks the instance. */
  | { readonly kind: 'unable'; readonly why: SagaBug }
  /** Only a replay tells where the code stands. */
  | { readonly kind: 'stale'; readonly awaitedSignals: readonly AwaitedSignal[] }
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

/** Signals that the code waits for, as far as it can tell. */
export function awaitedSignals(code: Code): readonly AwaitedSignal[] {
  switch (code.kind) {
    case 'suspended':
      return code.body.awaitedSignals;
    case 'stale':
      return code.awaitedSignals;
    case 'unable':
    case 'over':
      return [];
  }
}
