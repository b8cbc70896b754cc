import type { AcceptedReply, Json, SagaStatus, SignalContract } from '@skald/contracts';

import { NotFound } from '../requests/errors/not-found.error.js';
import { SagaEnded } from './errors/saga-ended.error.js';
import type { Ending } from './endings.js';
import type { InstanceDescription } from './instance-description.js';
import type { InstanceLookup } from './instance-lookup.js';
import { knownOptions } from '../requests/known-options.js';
import { fittingJson, outgoingJson } from '../requests/outgoing-json.js';
import type { InstanceHandle, NewRequest, OperatorOptions, ReasonOptions, StartedHandle } from './saga-client.js';

const ofReason = ['reason', 'actor'];
const ofOperator = ['activityId', 'run', 'operation', ...ofReason];

/** What an instance is asked through, and read through. */
export interface InstanceDesk {
  readonly ask: (request: NewRequest) => Promise<AcceptedReply>;
  readonly lookup: InstanceLookup;
  readonly payloadBytes: number;
}

/** Verbs of one instance, each as the request of its name. */
export class KnownInstance<V> implements InstanceHandle<V> {
  constructor(
    readonly namespace: string,
    readonly workflowId: string,
    private readonly saga: string,
    private readonly desk: InstanceDesk,
  ) {}

  async signal<T>(signal: SignalContract<T>, payload: T, options: { readonly signalId?: string } = {}): Promise<void> {
    const { namespace, workflowId } = this;
    const { signalId } = this.#known(options, ['signalId']);
    const json = fittingJson(signal.payload, payload, workflowId, '/payload', this.desk.payloadBytes);
    await this.desk.ask({
      ...{ type: 'signal', namespace, workflowId, name: signal.name, payload: json },
      ...(signalId !== undefined && { signalId }),
    });
  }

  async cancel(options: ReasonOptions & { readonly compensate?: boolean } = {}): Promise<void> {
    await this.#ask({ type: 'cancel', ...this.#known(options, [...ofReason, 'compensate']), ...this.#whose });
  }

  async terminate(options: ReasonOptions = {}): Promise<void> {
    await this.#ask({ type: 'terminate', ...this.#known(options, ofReason), ...this.#whose });
  }

  async retry(options: OperatorOptions): Promise<void> {
    await this.#ask({ type: 'retry', ...this.#known(options, ofOperator), ...this.#whose });
  }

  async skip(options: OperatorOptions): Promise<void> {
    await this.#ask({ type: 'skip', ...this.#known(options, ofOperator), ...this.#whose });
  }

  async resolve(given: OperatorOptions & { readonly output?: Json }): Promise<void> {
    const { output, ...options } = this.#known(given, [...ofOperator, 'output']);
    const { payloadBytes } = this.desk;
    const json = output === undefined ? undefined : outgoingJson(output, this.workflowId, '/output', payloadBytes);
    await this.#ask({ type: 'resolve', ...options, ...(json !== undefined && { output: json }), ...this.#whose });
  }

  async pause(options: ReasonOptions = {}): Promise<void> {
    await this.#ask({ type: 'pause', ...this.#known(options, ofReason), ...this.#whose });
  }

  async resume(options: ReasonOptions = {}): Promise<void> {
    await this.#ask({ type: 'resume', ...this.#known(options, ofReason), ...this.#whose });
  }

  async describe(): Promise<InstanceDescription<V>> {
    const description = await this.desk.lookup.describe(this.#whose);
    if (description.saga === this.saga) return description as InstanceDescription<V>;
    throw new NotFound(this.workflowId, `it is an instance of ${description.saga}, not of ${this.saga}`);
  }

  async view(): Promise<V | undefined> {
    return (await this.describe()).view;
  }

  async status(): Promise<SagaStatus> {
    return (await this.describe()).status;
  }

  get #whose() {
    return { namespace: this.namespace, workflowId: this.workflowId };
  }

  #known<T extends object>(options: T, names: readonly string[]): T {
    return knownOptions(options, names, this.workflowId);
  }

  #ask(request: NewRequest): Promise<AcceptedReply> {
    return this.desk.ask(request);
  }
}

/** An instance whose end this client will hear of. */
export class StartedInstance<O, V> extends KnownInstance<V> implements StartedHandle<O, V> {
  readonly run: number;
  readonly attached: boolean;
  readonly #ending: Ending;

  constructor(accepted: AcceptedReply, ending: Ending, saga: string, desk: InstanceDesk) {
    super(accepted.namespace, accepted.workflowId, saga, desk);
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
