import type {
  ActivityContract,
  Attributes,
  AttributesPatch,
  DomainEventContract,
  Duration,
  Json,
  SagaContract,
  Schema,
  SignalContract,
} from '@skald/contracts';
import { childWorkflowId, isName, milliseconds, nameRule, toJson } from '@skald/contracts';
import { CanceledFailure } from '../errors/canceled-failure.js';
import { SagaBug } from '../errors/saga-bug.js';
import { askForSignal } from './ask-for-signal.js';
import { attempted } from './attempted.js';
import type { SagaBody } from './body.js';
import { CallIds } from './call-ids.js';
import type {
  ActivityOptions,
  Attempted,
  EffectTools,
  RaceResult,
  ReceiveOptions,
  SagaContext,
  SagaLog,
} from './context.js';
import type { Given } from './given.js';
import { checkValue, replayedValue } from './given.js';
import { heard } from './heard.js';
import { inScope } from './in-scope.js';
import { race } from './race.js';
import type { Withdraw } from './race.js';
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
  private readonly ids = new CallIds();

  constructor(private readonly body: SagaBody) {
    const { namespace, workflowId, run } = body.identity;
    this.namespace = namespace;
    this.workflowId = workflowId;
    this.run = run;
    this.log = sagaLog(body);
  }

  activity<I, O>(contract: ActivityContract<I, O>, input: I, options: ActivityOptions<I> = {}): Promise<O> {
    return this.schedule<O>(contract, input, options, false);
  }

  bestEffort<I, O>(
    contract: ActivityContract<I, O>,
    input: I,
    options: ActivityOptions<I> = {},
  ): Promise<Attempted<O>> {
    const scheduled = this.schedule<O>(contract, input, options, true);
    const outcome = heard(attempted(contract, scheduled, this.log));
    this.withdrawals.set(outcome, this.withdrawals.get(scheduled)!);
    return outcome;
  }

  private schedule<O>(
    contract: ActivityContract,
    input: unknown,
    options: ActivityOptions,
    bestEffort: boolean,
  ): Promise<O> {
    this.body.requireOpen('ctx.activity');
    const activityId = this.body.sane(() => this.ids.claim(contract.name, options.id));
    const given = this.given(contract.input, input, `activity ${contract.name}`);
    const scope = this.body.scopes.present;
    this.body.decide({ kind: 'schedule-activity', activityId, contract, input: given, options, bestEffort, scope });
    this.body.contracts.set(activityId, contract);
    if (scope !== undefined) this.body.scopeOf.set(activityId, scope);
    const promise = this.body.waits.open<O>(`activity:${activityId}`);
    let lost = false;
    this.withdrawals.set(promise, () => {
      // It goes on, and whoever waits for it elsewhere still hears of it.
      if (lost || !this.body.waits.has(`activity:${activityId}`)) return;
      lost = true;
      this.body.decide({ kind: 'cancel-activity', activityId });
    });
    return promise;
  }

  child<I, O>(contract: SagaContract<I, O>, options: ChildOptions<I>): Promise<O> {
    this.body.requireOpen('ctx.child');
    const { childId, workflowId, input } = this.startOf(contract, options);
    const scope = this.body.scopes.present;
    this.body.decide({ kind: 'start-child', childId, workflowId, contract, input, options, scope });
    this.body.contracts.set(childId, contract);
    if (scope !== undefined) this.body.scopeOf.set(childId, scope);
    return this.body.waits.open<O>(`activity:${childId}`);
  }

  detach<I>(contract: SagaContract<I>, options: DetachOptions<I>): string {
    this.body.requireOpen('ctx.detach');
    const { workflowId, input } = this.startOf(contract, options);
    this.body.decide({ kind: 'start-detached', workflowId, contract, input, options });
    return workflowId;
  }

  private startOf(contract: SagaContract, { id, input, workflowId }: DetachOptions) {
    const childId = this.body.sane(() => this.ids.claim(contract.name, id));
    const given = this.given(contract.input, input, `saga ${contract.name}`);
    return { childId, workflowId: workflowId ?? childWorkflowId(this, childId), input: given };
  }

  /** Live, a value is checked where it is given, so that the error names the line. */
  private given(schema: Schema, value: unknown, what: string): Given {
    if (this.body.replaying) return replayedValue(value);
    return { kind: 'checked', json: this.body.sane(() => checkValue(schema, value, what)) };
  }

  race<B extends Record<string, PromiseLike<unknown>>>(branches: B): Promise<RaceResult<B>> {
    this.body.requireOpen('ctx.race');
    return heard(race(branches, this.withdrawals) as Promise<RaceResult<B>>);
  }

  scope<T>(fn: (ctx: SagaContext) => T | Promise<T>): Promise<T> {
    this.body.requireOpen('ctx.scope');
    const outer = this.body.scopes.present;
    const own = `scope#${this.ids.next('scope')}`;
    return heard(inScope(this.body, outer === undefined ? own : `${outer}/${own}`, () => fn(this)));
  }

  timer(due: Duration | Date): Promise<void> {
    this.body.requireOpen('ctx.timer');
    const fireAt =
      due instanceof Date ? due.getTime() : this.body.at + this.body.sane(() => milliseconds(due, 'ctx.timer'));
    if (!Number.isFinite(fireAt)) this.body.bug(new SagaBug('INVALID_INPUT', 'ctx.timer: the date is not a date'));
    const timerId = `timer#${this.ids.next('timer')}`;
    this.body.decide({ kind: 'start-timer', timerId, fireAt });
    const key = `timer:${timerId}`;
    const promise = this.body.waits.open<void>(key);
    this.body.timers.add(timerId);
    this.withdrawals.set(promise, () => {
      if (this.body.waits.close(key) === undefined) return;
      this.body.timers.delete(timerId);
      this.body.decide({ kind: 'cancel-timer', timerId });
    });
    return promise;
  }

  receive<T>(signal: SignalContract<T>, options: ReceiveOptions = {}): Promise<T> {
    const receive = askForSignal(this.body, signal, options, 'ctx.receive');
    this.withdrawals.set(receive.promise, receive.withdraw);
    return receive.promise as Promise<T>;
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
    this.body.requireOpen('ctx.effect');
    if (!isName('signal name', name)) {
      this.body.bug(new SagaBug('INVALID_INPUT', `effect ${JSON.stringify(name)}: use ${nameRule('signal name')}`));
    }
    const input = options.input === undefined ? undefined : this.body.sane(() => toJson(options.input));
    const identity = `${name} ${JSON.stringify(input ?? null)}`;
    const known = this.body.knownEffects.get(identity);
    if (known !== undefined) return known.promise as Promise<T>;
    const n = this.ids.next(`effect:${name}`);
    const effectId = n === 1 ? name : `${name}#${n}`;
    this.body.decide({ kind: 'schedule-effect', effectId, name, input });
    this.body.effects.set(effectId, { effectId, fn });
    const promise = this.body.waits.open<T>(`effect:${effectId}`);
    this.body.knownEffects.set(identity, { effectId, promise });
    return promise;
  }

  continueAsNew<I>(input: I, { version }: { readonly version?: number } = {}): Promise<never> {
    const { body } = this;
    body.requireOpen('ctx.continueAsNew');
    if (body.cancel !== undefined) return heard(Promise.reject(new CanceledFailure(body.cancel.reason)));
    if (version !== undefined && (!Number.isSafeInteger(version) || version < 1)) {
      body.bug(new SagaBug('INVALID_INPUT', `ctx.continueAsNew: version ${version} is not a whole number from 1 on`));
    }
    const { contract } = body.definition;
    const given = this.given(contract.input, input, `the input of the next run of ${contract.name}`);
    body.end({ kind: 'continue-as-new', input: given, version });
    return new Promise(() => undefined);
  }

  emit<T>(contract: DomainEventContract<T>, payload: T): void {
    const given = this.given(contract.payload, payload, `domain event ${contract.topic}`);
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
}
