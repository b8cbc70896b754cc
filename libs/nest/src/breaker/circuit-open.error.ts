/** The call was not made: those before it failed. */
export class CircuitOpen extends Error {
  override readonly name = 'CircuitOpen';
  readonly code = 'CIRCUIT_OPEN';
  constructor(
    readonly circuit: string,
    readonly retryAfterMs: number,
  ) {
    super(`the circuit of ${circuit} is open`);
  }
}
