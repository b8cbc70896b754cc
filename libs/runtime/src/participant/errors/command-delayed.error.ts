/** Thrown before anything happened (an open circuit): the command is held here and tried again later, without counting an attempt. */
export class CommandDelayed extends Error {
  override readonly name = 'CommandDelayed';
  readonly code = 'COMMAND_DELAYED';
  readonly retryAfterMs: number;
  constructor({ retryAfterMs, reason = 'the handler asked for it' }: { retryAfterMs: number; reason?: string }) {
    super(`delayed by ${retryAfterMs} ms: ${reason}`);
    this.retryAfterMs = retryAfterMs;
  }
}
