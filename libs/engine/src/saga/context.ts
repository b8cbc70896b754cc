import type {
  ActivityContract,
  ActivityDefaults,
  Attributes,
  AttributesPatch,
  DomainEventContract,
  Duration,
  Json,
  SagaContract,
  SignalContract,
} from '@skald/contracts';
import type { ChildOptions, DetachOptions } from './start-options.js';

/** Options of one call; what is left out comes from the contract, then the saga, then the module. */
export interface ActivityOptions<I = any> extends ActivityDefaults {
  /** The identity of this activity in its run; by default `<activity name>#<n>`. */
  readonly id?: string;
  readonly queue?: string | ((input: I) => string);
  /** False: this call is never undone. */
  readonly compensate?: boolean;
}

export interface ReceiveOptions {
  /** When the wait for one signal has lasted so long it is told, once; the wait goes on. */
  readonly escalateAfter?: Duration;
}

export type Attempted<O> = { readonly ok: true; readonly value: O } | { readonly ok: false; readonly error: Error };

export type RaceResult<B extends Record<string, PromiseLike<unknown>>> = {
  [K in keyof B]: { readonly winner: K; readonly value: Awaited<B[K]> };
}[keyof B];

export interface EffectTools {
  /** The same on every try: what a side effect passes on, so that it happens once. */
  readonly idempotencyKey: string;
}

export interface SagaLog {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** What saga code may ask for. Everything it waits for comes from here. */
export interface SagaContext<V = unknown> {
  readonly namespace: string;
  readonly workflowId: string;
  readonly run: number;
  /** Events of this run so far; the same on replay. */
  readonly historyLength: number;
  /** The output; throws `ActivityFailure` after the last attempt. */
  activity<I, O>(contract: ActivityContract<I, O>, input: I, options?: ActivityOptions<I>): Promise<O>;
  /** Like `activity`, but a failure is a value and a warning in the log; never fails the saga. */
  bestEffort<I, O>(contract: ActivityContract<I, O>, input: I, options?: ActivityOptions<I>): Promise<Attempted<O>>;
  /** Starts another saga of this namespace and waits for its output; throws `ChildFailure` when it ends otherwise. */
  child<I, O>(contract: SagaContract<I, O>, options: ChildOptions<I>): Promise<O>;
  /** Starts another saga of this namespace, whose fate is not ours; gives its workflowId. */
  detach<I>(contract: SagaContract<I>, options: DetachOptions<I>): string;
  /** The first to settle wins: losing timers are cancelled, a losing `receive` takes no signal, a losing activity or child goes on. */
  race<B extends Record<string, PromiseLike<unknown>>>(branches: B): Promise<RaceResult<B>>;
  /**
   * Runs `fn`; if it throws, what was scheduled inside it is undone first, then the error goes on: try A, else B.
   * What runs inside belongs to it wherever its promise chains lead. Past the pivot nothing is undone.
   */
  scope<T>(fn: (ctx: SagaContext) => T | Promise<T>): Promise<T>;
  /** A durable timer; zero is legal. */
  timer(due: Duration | Date): Promise<void>;
  /** The next signal of this name in order of arrival, also one that came early. */
  receive<T>(signal: SignalContract<T>, options?: ReceiveOptions): Promise<T>;
  /** Signals of this name one after another; leaving the loop takes no more. */
  signals<T>(signal: SignalContract<T>, options?: ReceiveOptions): AsyncIterableIterator<T>;
  /** A small side effect or read of the coordinator, recorded once per name and input; may run again after a crash before its record. */
  effect<T>(name: string, fn: (tools: EffectTools) => T | Promise<T>, options?: { readonly input?: Json }): Promise<T>;
  /**
   * Ends this run and begins the next one with a fresh history; unread signals, what may have to be undone, attributes,
   * options and the pivot are carried, and `result()` gives what the last run returns. Nothing runs after it.
   * A saga that was cancelled does not continue: `CanceledFailure`.
   */
  continueAsNew<I>(input: I, options?: { readonly version?: number }): Promise<never>;
  /** Publishes a business event with the turn. */
  emit<T>(event: DomainEventContract<T>, payload: T): void;
  /** What the outside may read from now on. Of several between two inputs the last one counts; one that changes nothing records nothing. */
  view(value: V): void;
  /** The attributes by which this instance is found, with what was changed of them. */
  attributes(): Attributes;
  /** Changes some of them; null removes. */
  attributes(patch: AttributesPatch): void;
  /**
   * Whether this run takes a change of its code: true when it comes here for the first time after the change, false when it
   * had passed here before. The same answer for one change id in the whole run.
   */
  patched(changeId: string): boolean;
  /** From here on only forward: nothing before it is undone any more. */
  pivot(): void;
  /** The instant of the turn; the same on replay, never going back. */
  now(): Date;
  uuid(): string;
  /** From 0 up to, not including, 1. */
  random(): number;
  /** Once, not again on replay. */
  readonly log: SagaLog;
}
