/** A certain refusal: nothing happened, and the activity is not tried again. */
export class TerminalError extends Error {
  override readonly name = 'TerminalError';
  readonly code = 'TERMINAL';
  constructor(
    /** As sagas see it: `CardDeclined`. */
    readonly type: string,
    message: string = type,
    readonly details?: unknown,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
