import type { ClosedStatus, RecordedError } from '@skald/contracts';

/** The saga ended otherwise than by returning a value. */
export class SagaEnded extends Error {
  override readonly name = 'SagaEnded';
  readonly code = 'SAGA_ENDED';
  constructor(
    readonly workflowId: string,
    readonly run: number,
    readonly status: Exclude<ClosedStatus, 'completed'>,
    /** What made it end so, as the journal has it. */
    readonly error: RecordedError | undefined,
  ) {
    super(`${workflowId}: ${status}${error === undefined ? '' : ` (${error.type}: ${error.message})`}`);
  }
}
