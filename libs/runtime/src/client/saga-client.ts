import type {
  AcceptedReply,
  Json,
  Operation,
  SagaContract,
  SagaRequest,
  SagaStatus,
  SignalContract,
} from '@skald/contracts';

import type { StartWords } from '../requests/start-words.js';
import type { ActivityAddress, ActivityHandle } from './activity-handle.js';
import type { InstanceDescription } from './instance-description.js';

export interface StartOptions<I> extends StartWords<I> {
  /** The caller chooses it; it is the start's idempotency key. */
  readonly workflowId: string;
  readonly namespace?: string;
  /** Repeats of one requestId are one request; by default a fresh one. */
  readonly requestId?: string;
}

export interface SignalWithStartOptions<I, T> extends StartOptions<I> {
  readonly payload: T;
  /** One signalId is one signal. */
  readonly signalId?: string;
}

export interface OperatorOptions {
  /** Left out: the instance itself, after a failure past the pivot. */
  readonly activityId?: string;
  readonly run?: number;
  readonly operation?: Operation;
  readonly reason?: string;
  readonly actor?: string;
}

export interface ReasonOptions {
  readonly reason?: string;
  readonly actor?: string;
}

/**
 * One instance. Each verb resolves when the coordinator accepted it.
 * @throws InvalidInput | NotFound | Closed | PayloadTooLarge | LimitReached | RequestTimeout | ClientClosed
 */
export interface InstanceHandle<V = unknown> {
  readonly namespace: string;
  readonly workflowId: string;
  signal<T>(signal: SignalContract<T>, payload: T, options?: { readonly signalId?: string }): Promise<void>;
  cancel(options?: ReasonOptions & { readonly compensate?: boolean }): Promise<void>;
  terminate(options?: ReasonOptions): Promise<void>;
  retry(options: OperatorOptions): Promise<void>;
  skip(options: OperatorOptions): Promise<void>;
  resolve(options: OperatorOptions & { readonly output?: Json }): Promise<void>;
  pause(options?: ReasonOptions): Promise<void>;
  resume(options?: ReasonOptions): Promise<void>;
  /**
   * How it stands, read from the store and asked of nobody: it may lag a moment behind what was accepted, and never
   * shows what is not durable. Also after its end, as long as closed instances are kept.
   * @throws ReadsNothing where the client was made without a store; NotFound when there is none of this saga;
   * NotYetReadable; StoreUnavailable
   */
  describe(): Promise<InstanceDescription<V>>;
  /** What the saga shows by `ctx.view`; undefined: nothing so far. A version before this one may show an older shape. Throws as `describe` does. */
  view(): Promise<V | undefined>;
  /** Throws as `describe` does. */
  status(): Promise<SagaStatus>;
}

/** An instance that this client started, or attached to. */
export interface StartedHandle<O, V = unknown> extends InstanceHandle<V> {
  readonly run: number;
  /** It existed before. */
  readonly attached: boolean;
  /**
   * What the saga returned, however long that takes.
   * @throws SagaEnded when it failed, was compensated, canceled or terminated; ClientClosed.
   */
  result(): Promise<O>;
}

export type NewRequest = SagaRequest extends infer R
  ? R extends SagaRequest
    ? Omit<R, 'namespace' | 'requestId' | 'replyTo'> & { readonly namespace?: string; readonly requestId?: string }
    : never
  : never;

export interface SagaClient {
  /**
   * Starts a saga, or attaches to the instance that has this workflowId.
   * @throws InvalidInput | UnknownSaga | AlreadyStarted | PayloadTooLarge | LimitReached | RequestTimeout | ClientClosed
   */
  start<I, O, V>(contract: SagaContract<I, O, V>, options: StartOptions<I>): Promise<StartedHandle<O, V>>;
  /**
   * Signals the instance that has this workflowId; where there is none, starts it with the signal, in one turn.
   * @throws InvalidInput | UnknownSaga | AlreadyStarted | Closed | PayloadTooLarge | LimitReached | RequestTimeout | ClientClosed
   */
  signalWithStart<I, O, V, T>(
    contract: SagaContract<I, O, V>,
    signal: SignalContract<T>,
    options: SignalWithStartOptions<I, T>,
  ): Promise<StartedHandle<O, V>>;
  /**
   * An instance that exists, without asking for it. It has no `result()`: to hear how an instance ends that
   * somebody else started, start it again with the same workflowId and input, which attaches to it.
   */
  handle<I, O, V>(
    contract: SagaContract<I, O, V>,
    workflowId: string,
    options?: { readonly namespace?: string },
  ): InstanceHandle<V>;
  /** An activity that was handed over, to be settled by whoever knows how it ended: a webhook, a person, another system. */
  activity(address: ActivityAddress): ActivityHandle;
  /** Any request as it is, for gateways that know sagas by name only. Resolves when accepted. */
  request(request: NewRequest): Promise<AcceptedReply>;
  /** Any instance as it is, for gateways that know sagas by name only. Throws as `describe` of a handle does. */
  describe(identity: { readonly workflowId: string; readonly namespace?: string }): Promise<InstanceDescription>;
  health(): { readonly ready: boolean; readonly pending: number };
  /** Ends the subscription; whoever waits is told ClientClosed. */
  close(): Promise<void>;
}
