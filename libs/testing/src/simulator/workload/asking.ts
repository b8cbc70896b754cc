import type { SagaRequest } from '@skald/contracts';
import type { PlannedCall } from '../house/caller.js';
import type { Random } from '../kernel/random.js';

/** What is asked, without what every request has. */
export type Asking = SagaRequest extends infer R
  ? R extends SagaRequest
    ? Omit<R, 'namespace' | 'requestId' | 'replyTo'>
    : never
  : never;

/** Spreads requests over callers, each with an id of its own. */
export class Askers {
  readonly calls: readonly PlannedCall[][];
  private requests = 0;

  constructor(
    private readonly random: Random,
    callers: number,
  ) {
    this.calls = Array.from({ length: callers }, () => []);
  }

  ask(asking: Asking, afterMs: number): void {
    const requestId = `r${this.requests++}`;
    this.random.pick(this.calls).push({ afterMs, request: { namespace: 'default', requestId, ...asking } });
  }
}
