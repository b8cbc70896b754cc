import type { Json, SagaStarted, Schema } from '@skald/contracts';
import { toJson } from '@skald/contracts';
import { DeterminismViolation, SagaBug } from '../errors/saga-bug.js';
import { sagaLine } from '../errors/saga-line.js';
import type { InstanceState } from '../state/instance-state.js';
import type { WatchedWait } from '../state/timers.js';
import { Asked } from './asked.js';
import type { Decision, EndDecision } from './decision.js';
import type { SagaDefinition } from './definition.js';
import type { SagaContext } from './context.js';
import type { Given } from './given.js';
import { checkValue, replayedValue } from './given.js';
import type { AwaitedSignal } from './inbox.js';
import { Patches } from './patches.js';
import { Seeded } from './seeded.js';
import { Shown } from './shown.js';
import type { Surroundings } from './surroundings.js';
import type { RunningCode } from './watch.js';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/**
 * The suspended code of one run: what it waits for, and what it decided since it was last asked.
 * It is open only between a delivery and the moment when all its promise chains have settled.
 */
export class SagaBody {
  readonly asked: Asked;
  readonly seeded: Seeded;
  readonly identity: RunningCode;
  readonly shown: Shown;
  readonly patches: Patches;
  /** Instant of the present turn. */
  at = 0;
  replaying = false;
  /** It was told of a cancel. */
  cancel: { readonly reason: string | undefined } | undefined;
  begun = false;
  /** Events of this run, up to the one that the body is told of. */
  historyLength = 0;
  ended = false;
  private readonly input: Json;
  private isOpen = false;
  private violation: SagaBug | undefined;
  private decided: Decision[] = [];
  private logged: LogLine[] = [];
  private readonly calls = new WeakMap<Decision, Error>();

  constructor(
    readonly definition: SagaDefinition,
    state: InstanceState,
    started: SagaStarted,
    marked: ReadonlySet<string>,
    private readonly surroundings: Surroundings,
  ) {
    this.input = started.input;
    this.shown = new Shown(definition.contract.view, started.attributes);
    this.patches = new Patches(marked);
    const { namespace, workflowId, run } = state;
    this.identity = { namespace, workflowId, run, saga: definition.contract.name, version: definition.version };
    this.asked = new Asked(() => surroundings.watch?.began(this.identity));
    for (const { name, payload } of state.carriedSignals) this.asked.inbox.deliver(name, toJson(payload));
    this.seeded = new Seeded(`${state.namespace}/${state.workflowId}/${state.run}`);
  }

  /** Calls into saga code for the first time. */
  start(ctx: SagaContext): void {
    this.begun = true;
    // An async function of our own: what `run` throws before its first await is a rejection like any other.
    const running = (async (): Promise<unknown> => this.definition.run(ctx, toJson(this.input)))();
    running.then(
      (value) => this.end({ kind: 'return', value }),
      (thrown: unknown) => this.end({ kind: 'throw', thrown }),
    );
  }

  open({ at, replaying, historyLength }: Pick<SagaBody, 'at' | 'replaying' | 'historyLength'>): void {
    this.at = at;
    this.replaying = replaying;
    this.historyLength = historyLength;
    this.isOpen = true;
    this.surroundings.watch?.began(this.identity);
  }

  /** Ends the evaluation; every promise chain has settled. */
  close(): void {
    this.isOpen = false;
    if (this.violation !== undefined) throw this.violation;
  }

  /** Waiting although nothing of `ctx` is pending: it awaits something of its own. */
  get awaitsSomethingForeign(): boolean {
    return this.begun && !this.ended && this.asked.waits.size === 0;
  }

  /** Signals that somebody waits for. */
  get awaitedSignals(): readonly AwaitedSignal[] {
    return this.ended ? [] : this.asked.inbox.awaited;
  }

  /** Waits for signals that are to be told when they last. */
  get scopes(): Surroundings['scopes'] {
    return this.surroundings.scopes;
  }

  get watchedWaits(): readonly WatchedWait[] {
    return this.ended ? [] : this.asked.inbox.watched;
  }

  decide(decision: Decision): void {
    this.check(decision.kind);
    if (this.ended) return;
    this.decided.push(decision);
    if (this.replaying) this.calls.set(decision, new Error());
  }

  /** The line of saga code where a decision was made; known for those made on replay. */
  lineOf(decision: Decision): string | undefined {
    return sagaLine(this.calls.get(decision));
  }

  takeDecisions(): Decision[] {
    const taken = this.decided;
    this.decided = [];
    return taken;
  }

  log(line: LogLine): void {
    if (!this.replaying) this.logged.push(line);
  }

  takeLog(): LogLine[] {
    const taken = this.logged;
    this.logged = [];
    return taken;
  }

  /** Every call of `ctx` belongs to a turn. What is left running after the end of the saga may call; nothing comes of it. */
  requireOpen(call: string): void {
    if (this.isOpen) this.surroundings.watch?.called(this.identity, call, () => new Error());
    this.check(call);
  }

  private check(call: string): void {
    if (this.isOpen || this.ended) return;
    const why = `${call} was called outside a turn: the saga awaited something that is not of ctx`;
    this.bug(new DeterminismViolation(why));
  }

  /** Thrown into saga code, and remembered in case saga code catches it. */
  bug(bug: SagaBug): never {
    // Asked from a call of ctx: what checked it stands between, wherever the bug was made.
    bug.line = sagaLine(new Error());
    this.violation ??= bug;
    throw bug;
  }

  /** Live, a value is checked where it is given, so that the error names the line. */
  given(schema: Schema, value: unknown, what: string): Given {
    if (this.replaying) return replayedValue(value);
    return { kind: 'checked', json: this.sane(() => checkValue(schema, value, what)) };
  }

  /** What was recorded has left: a replay asks no more. */
  requireForeign(topic: string): void {
    if (this.replaying || this.surroundings.isReserved?.(topic) !== true) return;
    this.bug(new SagaBug('INVALID_INPUT', `${topic} is a topic of Skald's own: emit to another one`));
  }

  /** What is wrong with a call is remembered, in case saga code catches it. */
  sane<T>(check: () => T): T {
    try {
      return check();
    } catch (error) {
      return this.bug(error instanceof SagaBug ? error : new SagaBug('INVALID_INPUT', (error as Error).message));
    }
  }

  /** Compensation rule 8: rejects what the body waits for, once. */
  canceled(reason: string | undefined): void {
    this.cancel = { reason };
    for (const timerId of this.asked.giveUp(reason)) this.decided.push({ kind: 'cancel-timer', timerId });
  }

  end(decision: EndDecision): void {
    if (this.ended) return;
    if (!this.isOpen) {
      this.violation ??= new DeterminismViolation(
        'the saga ended outside a turn: it awaited something that is not of ctx',
      );
      return;
    }
    this.ended = true;
    this.decided.push(decision);
  }
}
