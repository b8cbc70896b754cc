/** The engine's own frames between saga code and where an error is made. */
const ours = /\b(SagaBody|BodyContext|askForSignal|SignalIterator|SagaBug|DeterminismViolation)\b/;

/** The first line of a stack that is not the engine's: where saga code called. */
export function sagaLine(error: Error | undefined): string | undefined {
  return error?.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .find((line) => !ours.test(line))
    ?.trim();
}
