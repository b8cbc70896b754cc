import type { AcceptedReply, Json, SignalContract } from '@skald/contracts';

import { SagaEnded } from './errors/saga-ended.error.js';
import type { Ending } from './endings.js';
import { fittingJson, outgoingJson } from './outgoing-json.js';
import type { InstanceHandle, NewRequest, OperatorOptions, ReasonOptions, StartedHandle } from './saga-client.js';

type Ask = (request: NewRequest) => Promise<AcceptedReply>;

/** Verbs of one instance, each as the request of its name. */
export class KnownInstance implements InstanceHandle {
  constructor(
    readonly namespace: string,
    readonly workflowId: string,
    private readonly ask: Ask,
    private readonly payloadBytes: number,
  ) {}

  async signal<T>(
    signal: SignalContract<T>,
    payload: T,
    { signalId }: { readonly signalId?: string } = {},
  ): Promise<void> {
    const { namespace, workflowId } = this;
    const json = fittingJson(signal.payload, payload, workflowId, '/payload', this.payloadBytes);
    await this.ask({
      ...{ type: 'signal', namespace, workflowId, name: signal.name, payload: json },
      ...(signalId !== undefined && { signalId }),
    });
  }

  async cancel(options: ReasonOptions & { readonly compensate?: boolean } = {}): Promise<void> {
    await this.#ask({ type: 'cancel', ...options, ...this.#whose });
  }

  async terminate(options: ReasonOptions = {}): Promise<void> {
    await this.#ask({ type: 'terminate', ...options, ...this.#whose });
  }

  async retry(options: OperatorOptions): Promise<void> {
    await this.#ask({ type: 'retry', ...options, ...this.#whose });
  }

  async skip(options: OperatorOptions): Promise<void> {
    await this.#ask({ type: 'skip', ...options, ...this.#whose });
  }

  async resolve({ output, ...options }: OperatorOptions & { readonly output?: Json }): Promise<void> {
    const json = output === undefined ? undefined : outgoingJson(output, this.workflowId, '/output', this.payloadBytes);
    await this.#ask({ type: 'resolve', ...options, ...(json !== undefined && { output: json }), ...this.#whose });
  }

  async pause(options: ReasonOptions = {}): Promise<void> {
    await this.#ask({ type: 'pause', ...options, ...this.#whose });
  }

  async resume(options: ReasonOptions = {}): Promise<void> {
    await this.#ask({ type: 'resume', ...options, ...this.#whose });
  }

  get #whose() {
    return { namespace: this.namespace, workflowId: this.workflowId };
  }

  #ask(request: NewRequest): Promise<AcceptedReply> {
    return this.ask(request);
  }
}

/** An instance whose end this client will hear of. */
export class StartedInstance<O> extends KnownInstance implements StartedHandle<O> {
  readonly run: number;
  readonly attached: boolean;
  readonly #ending: Ending;

  constructor(accepted: AcceptedReply, ending: Ending, ask: Ask, payloadBytes: number) {
    super(accepted.namespace, accepted.workflowId, ask, payloadBytes);
    this.run = accepted.run;
    this.attached = accepted.attached;
    this.#ending = ending;
  }

  async result(): Promise<O> {
    const { workflowId, run, status, output = null, error } = await this.#ending.wait();
    if (status === 'completed') return output as O;
    throw new SagaEnded(workflowId, run, status as SagaEnded['status'], error);
  }
}
