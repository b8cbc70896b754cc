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
  /** Code calls `ctx`: `call` names what. `sagaLine(stack())`, asked at once, is its line, and costs what a stack costs. */
  called(code: RunningCode, call: string, stack: () => Error): void;
}
