import type { Json, ParkCode } from '@skald/contracts';

/** Saga code did what no business failure is: the instance is parked for a fixed deploy and nothing is undone. */
export class SagaBug extends Error {
  override readonly name: string = 'SagaBug';
  /** The line of saga code that called, where one did. */
  line: string | undefined;
  constructor(
    readonly code: ParkCode,
    message: string,
    readonly detail?: Readonly<Record<string, Json>>,
  ) {
    super(message);
  }

  /** The line of saga code to look at, as far as it is known. */
  get at(): string | undefined {
    const told = this.detail?.['at'];
    return typeof told === 'string' ? told : this.line;
  }
}

/** Saga code reached for something that differs on replay. */
export class DeterminismViolation extends SagaBug {
  override readonly name = 'DeterminismViolation';
  constructor(message: string) {
    super('NONDETERMINISM', message);
  }
}
