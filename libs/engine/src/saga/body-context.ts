import type {
  ActivityContract,
  Attributes,
  AttributesPatch,
  DomainEventContract,
  Duration,
  Json,
  SagaContract,
  SignalContract,
} from '@skald/contracts';
import { CanceledFailure } from '../errors/canceled-failure.js';
import { SagaBug } from '../errors/saga-bug.js';
import { askForActivity } from './ask-for-activity.js';
import { askForEffect } from './ask-for-effect.js';
import { askForChild, askForDetached } from './ask-for-saga.js';
import { askForSignal } from './ask-for-signal.js';
import { askForTimer } from './ask-for-timer.js';
import { attempted } from './attempted.js';
import type { SagaBody } from './body.js';
import type {
  ActivityOptions,
  Attempted,
  EffectTools,
  RaceResult,
  ReceiveOptions,
  SagaContext,
  SagaLog,
} from './context.js';
import { heard } from './heard.js';
import { inScope } from './in-scope.js';
import { race } from './race.js';
import type { Withdraw, Withdrawable } from './race.js';
import { sagaLog } from './saga-log.js';
import type { ChildOptions, DetachOptions } from './start-options.js';
import { SignalIterator } from './signal-iterator.js';

/** `ctx`: turns each call into a decision and a wait. */
export class BodyContext implements SagaContext {
  readonly namespace: string;
  readonly workflowId: string;
  readonly run: number;
  readonly log: SagaLog;
  private readonly withdrawals = new WeakMap<object, Withdraw>();

  constructor(private readonly body: SagaBody) {
    const { namespace, workflowId, run } = body.identity;
    this.namespace = namespace;
    this.workflowId = workflowId;
    this.run = run;
    this.log = sagaLog(body);
  }

  activity<I, O>(contract: ActivityContract<I, O>, input: I, options: ActivityOptions<I> = {}): Promise<O> {
    return this.raced(askForActivity<O>(this.body, contract, input, options, false));
  }

  bestEffort<I, O>(
    contract: ActivityContract<I, O>,
    input: I,
    options: ActivityOptions<I> = {},
  ): Promise<Attempted<O>> {
    const { promise, withdraw } = askForActivity<O>(this.body, contract, input, options, true);
    return this.raced({ promise: heard(attempted(contract, promise, this.log)), withdraw });
  }

  child<I, O>(contract: SagaContract<I, O>, options: ChildOptions<I>): Promise<O> {
    return askForChild<O>(this.body, contract, options);
  }

  detach<I>(contract: SagaContract<I>, options: DetachOptions<I>): string {
    return askForDetached(this.body, contract, options);
  }

  race<B extends Record<string, PromiseLike<unknown>>>(branches: B): Promise<RaceResult<B>> {
    this.body.requireOpen('ctx.race');
    return heard(race(branches, this.withdrawals) as Promise<RaceResult<B>>);
  }

  scope<T>(fn: (ctx: SagaContext) => T | Promise<T>): Promise<T> {
    this.body.requireOpen('ctx.scope');
    const outer = this.body.scopes.present;
    const own = `scope#${this.body.asked.ids.next('scope')}`;
    return heard(inScope(this.body, outer === undefined ? own : `${outer}/${own}`, () => fn(this)));
  }

  timer(due: Duration | Date): Promise<void> {
    return this.raced(askForTimer(this.body, due));
  }

  receive<T>(signal: SignalContract<T>, options: ReceiveOptions = {}): Promise<T> {
    return this.raced(askForSignal(this.body, signal, options, 'ctx.receive') as Withdrawable<T>);
  }

  signals<T>(signal: SignalContract<T>, options: ReceiveOptions = {}): AsyncIterableIterator<T> {
    return new SignalIterator<T>(
      () => askForSignal(this.body, signal, options, 'ctx.signals'),
      (promise, withdraw) => this.withdrawals.set(heard(promise), withdraw),
    );
  }

  effect<T>(
    name: string,
    fn: (tools: EffectTools) => T | Promise<T>,
    options: { readonly input?: Json } = {},
  ): Promise<T> {
    return askForEffect(this.body, name, fn, options) as Promise<T>;
  }

  continueAsNew<I>(input: I, { version }: { readonly version?: number } = {}): Promise<never> {
    const { body } = this;
    body.requireOpen('ctx.continueAsNew');
    if (body.cancel !== undefined) return heard(Promise.reject(new CanceledFailure(body.cancel.reason)));
    if (version !== undefined && (!Number.isSafeInteger(version) || version < 1)) {
      body.bug(new SagaBug('INVALID_INPUT', `ctx.continueAsNew: version ${version} is not a whole number from 1 on`));
    }
    const { contract } = body.definition;
    const given = body.given(contract.input, input, `the input of the next run of ${contract.name}`);
    body.end({ kind: 'continue-as-new', input: given, version });
    return new Promise(() => undefined);
  }

  emit<T>(contract: DomainEventContract<T>, payload: T): void {
    this.body.requireOpen('ctx.emit');
    this.body.requireForeign(contract.topic);
    const given = this.body.given(contract.payload, payload, `domain event ${contract.topic}`);
    this.body.decide({ kind: 'emit-domain-event', contract, payload: given });
  }

  view(value: unknown): void {
    const { body } = this;
    body.requireOpen('ctx.view');
    this.body.sane(() => body.shown.show(value, body.replaying));
  }

  attributes(): Attributes;
  attributes(patch: AttributesPatch): void;
  attributes(patch?: AttributesPatch): Attributes | void {
    const { body } = this;
    body.requireOpen('ctx.attributes');
    if (patch === undefined) return body.shown.attributes;
    this.body.sane(() => body.shown.patch(patch));
  }

  patched(changeId: string): boolean {
    const { body } = this;
    body.requireOpen('ctx.patched');
    return this.body.sane(() => body.patches.has(changeId, body.replaying));
  }

  get historyLength(): number {
    this.body.requireOpen('ctx.historyLength');
    return this.body.historyLength;
  }

  pivot(): void {
    this.body.requireOpen('ctx.pivot');
    this.body.decide({ kind: 'pass-pivot' });
  }

  now(): Date {
    this.body.requireOpen('ctx.now');
    return new Date(this.body.at);
  }

  uuid(): string {
    this.body.requireOpen('ctx.uuid');
    return this.body.seeded.uuid();
  }

  random(): number {
    this.body.requireOpen('ctx.random');
    return this.body.seeded.random();
  }

  /** What can be given back when it loses a race. */
  private raced<T>({ promise, withdraw }: Withdrawable<T>): Promise<T> {
    this.withdrawals.set(promise, withdraw);
    return promise;
  }
}
