import type { SagaRequest } from '@skald/contracts';
import type { SagaClient } from '@skald/runtime';
import { RequestRefused } from '@skald/runtime';
import type { ClientCall, ClientOutcome } from '../../checker/evidence/client-call.js';
import type { SimulatedProcess } from '../process/simulated-process.js';
import type { Kernel } from '../kernel/kernel.js';

/** One request that somebody makes, so many milliseconds after the beginning. */
export interface PlannedCall {
  readonly afterMs: number;
  readonly request: SagaRequest & { readonly requestId: string };
}

/** So often a request is made again whose outcome is not known. */
const mostRepeats = 3;
const repeatAfterMs = 2_000;

interface Call extends Omit<ClientCall, 'outcome'> {
  outcome: ClientOutcome;
}

/** Somebody who makes requests and notes what became of each; a process of theirs that ends is followed by another. */
export class Caller {
  private readonly noted: Call[] = [];
  private client: SagaClient | undefined;
  private process: SimulatedProcess | undefined;
  private outstanding = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly name: string,
    planned: readonly PlannedCall[],
  ) {
    for (const one of planned) this.later(one);
  }

  /** Nothing is left that it wants. */
  get isDone(): boolean {
    return this.outstanding === 0;
  }

  get calls(): readonly ClientCall[] {
    return this.noted;
  }

  use(client: SagaClient, process: SimulatedProcess): void {
    this.client = client;
    this.process = process;
  }

  later(one: PlannedCall): void {
    this.outstanding++;
    this.kernel.after(one.afterMs, `${this.name} wants`, () => this.make(one.request, mostRepeats));
  }

  private make(request: PlannedCall['request'], repeats: number): void {
    const { client, process, kernel } = this;
    const again = (): void => {
      if (repeats === 0) this.outstanding--;
      else kernel.after(repeatAfterMs, `${this.name} again`, () => this.make(request, repeats - 1));
    };
    if (client === undefined || process?.alive !== true) return again();
    const call: Call = { request, sender: this.name, invokedAt: kernel.now, outcome: { kind: 'unknown' } };
    this.noted.push(call);
    let isOpen = true;
    const ended = (outcome: ClientOutcome): void => {
      if (!isOpen) return;
      isOpen = false;
      call.outcome = outcome;
      if (outcome.kind === 'unknown') again();
      else this.outstanding--;
    };
    process.onEnd(() => ended({ kind: 'unknown' }));
    client.request(request).then(
      ({ namespace, workflowId, run, attached }) =>
        ended({ kind: 'ok', answeredAt: kernel.now, answer: { namespace, workflowId, run, attached } }),
      (error: unknown) => ended(outcomeOf(error, kernel.now)),
    );
  }
}

function outcomeOf(error: unknown, answeredAt: number): ClientOutcome {
  return error instanceof RequestRefused ? { kind: 'failed', answeredAt, code: error.code } : { kind: 'unknown' };
}
