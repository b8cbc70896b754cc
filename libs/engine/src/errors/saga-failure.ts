import type { Json } from '@skald/contracts';

/** Fails the saga: what it recorded is undone. */
export class SagaFailure extends Error {
  override readonly name: string = 'SagaFailure';
  readonly code: string = 'SAGA_FAILURE';
  constructor(
    /** The author's word for it, `ApprovalExpired`. */
    readonly type: string,
    message: string = type,
    readonly details?: Json,
  ) {
    super(message);
  }
}
