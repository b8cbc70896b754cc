/** A run whose code is evaluated. */
export interface RunningCode {
  readonly namespace: string;
  readonly workflowId: string;
  readonly run: number;
  readonly saga: string;
  readonly version: number;
}

/** Is told when saga code has the thread, so that somebody with a clock can say how long it keeps it. */
export interface Watch {
  /** Code begins to run here, or goes on after an await. */
  began(code: RunningCode): void;
  /** Code calls `ctx`; `sagaLine(stack)` is its line. */
  called(code: RunningCode, stack: Error): void;
}
