import type { ActivityScheduled, EventBody, ParkCode, RecordedError, SagaStatus, WaitingFor } from '@skald/contracts';
import { NotJsonError, toJson, validate } from '@skald/contracts';
import { cancelOpenActivities } from './decisions/cancel-activities.js';
import { decideInput } from './decisions/decide-input.js';
import { decideWake } from './decisions/decide-wake.js';
import type { FailedEnd } from './decisions/end-failed.js';
import { endFailed } from './decisions/end-failed.js';
import type { Input } from './decisions/input.js';
import { progressUndo } from './decisions/progress-undo.js';
import { recordDecision, tooLarge } from './decisions/record-decision.js';
import type { Verdict, WithoutEvents } from './decisions/verdict.js';
import { dead, repeat } from './decisions/verdict.js';
import { isBug, recordError } from './errors/record-error.js';
import { SagaBug } from './errors/saga-bug.js';
import { raised } from './history/applied-offsets.js';
import type { Turn } from './history/turn.js';
import { TurnDraft } from './history/turn-draft.js';
import type { Message } from './messages/message.js';
import { messagesOf } from './messages/messages-of.js';
import type { Evaluation } from './replay/body-replay.js';
import { deliver } from './replay/deliver.js';
import { roleOf } from './replay/match-decision.js';
import type { EffectCall, LogLine } from './saga/body.js';
import { SagaBody } from './saga/body.js';
import type { Decision } from './saga/decision.js';
import type { SagaDefinition } from './saga/definition.js';
import { applyEvent } from './state/apply-event.js';
import type { InstanceState } from './state/instance-state.js';
import { statusOf } from './state/instance-state.js';
import { earliestTimer } from './state/timers.js';
import { waitingFor } from './state/waiting-for.js';

/** What became of one input; `events` stands in the turn, the rest is for the runtime to tell. */
export type Disposition = WithoutEvents | { readonly kind: 'applied' };

export interface TurnOutcome {
  /** To be inserted (V2); undefined when nothing is to be recorded. */
  readonly turn: { readonly turn: Turn; readonly eventsJson: string } | undefined;
  /** To be published once the turn is durable (V4). */
  readonly messages: readonly Message[];
  /** After the turn. */
  readonly status: SagaStatus;
  /** One for each input that was taken, in order; inputs beyond are for the next turn. */
  readonly dispositions: readonly Disposition[];
  /** To be run once the turn is durable. */
  readonly effects: readonly EffectCall[];
  readonly log: readonly LogLine[];
  /** Decisions or inputs are left: evaluate again at once. */
  readonly more: boolean;
  /** This execution cannot go on in memory: forget it, the journal has everything. */
  readonly drop: boolean;
}

/** What replay found, where the body stands. */
export interface ReplayedBody {
  readonly body: SagaBody;
  readonly decided: Decision[];
  readonly deferred: EventBody[];
}

/** A suspended instance: its state, and its code where that can run. One turn at a time. */
export class Execution {
  private effects: EffectCall[] = [];
  private draft = new TurnDraft();
  private at = 0;
  private parked = false;
  private firstIndex = 0;

  constructor(
    readonly state: InstanceState,
    /** The code of this instance; undefined when it is not here (or the instance is not there yet). */
    private definition: SagaDefinition | undefined,
    private readonly evaluation: Evaluation,
    private replayed: ReplayedBody | undefined,
    /** Why the code cannot run. */
    private defect: SagaBug | undefined,
  ) {}

  /** Parked, but the code runs again over the history as it is. */
  get canRevive(): boolean {
    return this.state.standstill?.kind === 'parked' && this.state.phase === 'forward' && this.defect === undefined;
  }

  /** Something is to be done although no input came. */
  get hasWork(): boolean {
    const { state } = this;
    if (state.phase === 'undo') return progressUndo(state) !== undefined;
    return state.phase === 'forward' && !this.standsStill && (this.replayed?.decided.length ?? 0) > 0;
  }

  get waitingFor(): WaitingFor[] {
    return waitingFor(this.state, this.replayed?.body.inbox.awaited ?? []);
  }

  /** When this instance is to be woken; an effect not yet recorded counts as now. Undefined: nothing pending. */
  get wakeAt(): number | undefined {
    const { state } = this;
    if (state.effects.size > 0 && state.standstill === undefined) return state.at;
    return earliestTimer(state)?.fireAt;
  }

  /** Effects scheduled and not recorded, after a load. */
  get pendingEffects(): readonly EffectCall[] {
    const known = this.replayed?.body.effects;
    return [...this.state.effects.keys()].flatMap((id) => known?.get(id) ?? []);
  }

  /**
   * Evaluates inputs in order. The state runs ahead of the journal: when the turn cannot be inserted, forget this execution.
   * `startable` is what a start among them would run.
   */
  async turn(inputs: readonly Input[], now: number, startable?: SagaDefinition): Promise<TurnOutcome> {
    const { state } = this;
    this.draft = new TurnDraft();
    this.effects = [];
    this.parked = false;
    this.at = Math.max(now, state.at);
    this.firstIndex = state.nextIndex;
    let { applied } = state;
    const dispositions: Disposition[] = [];
    const revives = inputs.some((input) => input.kind === 'revive');
    const wasParked = this.parkCode;
    if (this.hasWork) await this.guarded(() => this.flush());
    for (const input of inputs) {
      if (this.draft.isFull) break;
      if (this.parked && input.kind === 'wake') {
        dispositions.push(repeat);
        continue;
      }
      if (this.opensRun(input) && (!this.draft.isEmpty || this.parked)) break;
      dispositions.push(await this.take(input, startable));
      if ('source' in input && input.source !== undefined) {
        applied = raised(applied, input.source);
      }
    }
    if (this.parked && revives && inputs.length === 1 && wasParked === this.parkCode) {
      // The same defect as before: there is nothing new to tell.
      return { ...nothing, status: 'parked', dispositions, drop: true };
    }
    const more = dispositions.length < inputs.length || (!this.parked && this.hasWork);
    return this.close(applied, dispositions, more);
  }

  /** Sets the instance aside without evaluating it: its code killed the process, or its record does not fit. */
  park(code: ParkCode, message: string, now: number): TurnOutcome {
    this.draft = new TurnDraft();
    this.effects = [];
    this.at = Math.max(now, this.state.at);
    this.record({ type: 'SagaParked', code, message }, false);
    this.draft.causes.push('park');
    this.parked = true;
    return this.close(this.state.applied, [], false);
  }

  private close(applied: Turn['applied'], dispositions: readonly Disposition[], more: boolean): TurnOutcome {
    const { state, draft } = this;
    if (draft.isEmpty) return { ...nothing, status: statusOf(state), dispositions, more, log: draft.log };
    state.seq += 1;
    if (draft.events[0]?.type === 'SagaStarted') state.runSeq = state.seq;
    state.at = this.at;
    state.applied = applied;
    state.nextIndex = draft.nextIndex ?? state.nextIndex;
    const { events } = draft;
    markLeft(state, events);
    const turn: Turn = {
      namespace: state.namespace,
      workflowId: state.workflowId,
      seq: state.seq,
      run: state.run,
      at: this.at,
      saga: state.started?.saga ?? '',
      version: state.started?.version ?? 0,
      causes: draft.causes,
      applied,
      events,
    };
    return {
      turn: { turn, eventsJson: draft.eventsJson },
      messages: draft.messages,
      status: statusOf(state),
      dispositions,
      effects: this.parked ? [] : this.effects,
      log: this.parked ? [] : draft.log,
      more,
      drop: this.parked || this.mustReload(events),
    };
  }

  /** The body ended past the pivot and an operator wants it tried again: only a replay can. */
  private mustReload(events: readonly EventBody[]): boolean {
    return events.some((e) => e.type === 'OperatorActed' && e.verb === 'retry' && e.activityId === undefined);
  }

  private get standsStill(): boolean {
    return this.state.standstill !== undefined || this.state.forwardFailure !== undefined;
  }

  private get parkCode(): ParkCode | undefined {
    return this.state.standstill?.kind === 'parked' ? this.state.standstill.code : undefined;
  }

  private opensRun(input: Input): boolean {
    return (
      input.kind === 'request' &&
      input.request.type === 'start' &&
      this.state.phase !== 'forward' &&
      this.state.phase !== 'undo'
    );
  }

  private async take(input: Input, startable: SagaDefinition | undefined): Promise<Disposition> {
    if (input.kind === 'wake') return this.wake();
    let verdict: Verdict;
    try {
      verdict = decideInput(this.state, input, {
        at: this.at,
        definition: this.opensRun(input) ? startable : this.definition,
        unreadSignals: this.replayed?.body.inbox.unread ?? this.state.signalCount,
        checkOutput: (activityId, output) => this.checkOutput(activityId, output),
      });
    } catch (error) {
      return dead('ENGINE_ERROR', String((error as Error).stack ?? error));
    }
    if (verdict.kind !== 'events') return verdict;
    this.draft.causes.push(causeOf(input));
    await this.happen(verdict.events, startable);
    return { kind: 'applied' };
  }

  private async wake(): Promise<Disposition> {
    let fired = false;
    while (!this.draft.isFull && !this.parked) {
      const due = decideWake(this.state, this.at);
      if (due === undefined) break;
      fired = true;
      this.draft.causes.push(`timer:${due.timer.timerId}`);
      await this.happen(due.events, undefined);
    }
    return fired ? { kind: 'applied' } : repeat;
  }

  /** Records what an input means, tells the body, and records what follows from it. */
  private async happen(events: readonly EventBody[], startable: SagaDefinition | undefined): Promise<void> {
    for (const event of events) this.record(event, false);
    if (this.parked) return;
    await this.guarded(async () => {
      for (const event of events) await this.tell(event, startable);
      await this.flush();
    });
  }

  private async tell(event: EventBody, startable: SagaDefinition | undefined): Promise<void> {
    const { state } = this;
    switch (event.type) {
      case 'SagaStarted':
        this.definition = startable;
        this.defect = undefined;
        this.replayed = { body: this.makeBody(event, startable), decided: [], deferred: [] };
        break;
      case 'SagaTimedOut':
        // Past the pivot there is only forward.
        if (!state.pivotPassed) this.abandon({ cause: 'timeout', error: timeoutError, compensate: true });
        return;
      case 'CancelGraceExpired':
        this.abandon({ cause: 'cancel', error: canceledError(state), compensate: state.cancel?.compensate ?? true });
        return;
      case 'SagaResumed':
        if (state.phase === 'forward') await this.goOn();
        return;
      default:
    }
    if (state.phase !== 'forward' || !isInput(event)) return;
    if (state.standstill !== undefined || state.forwardFailure !== undefined) this.replayed?.deferred.push(event);
    else await this.evaluate(event);
  }

  private async goOn(): Promise<void> {
    for (const event of this.requireBody().deferred.splice(0)) {
      if (event.type === 'CancelRequested') {
        for (const canceled of cancelOpenActivities(this.state)) this.record(canceled, false);
      }
      await this.evaluate(event);
      if (this.state.phase !== 'forward') return;
    }
  }

  private async evaluate(event: EventBody): Promise<void> {
    const { body, decided } = this.requireBody();
    body.open(this.at, false);
    if (deliver(body, event, this.state, this.evaluation.guard)) await this.evaluation.settled();
    body.close();
    decided.push(...body.takeDecisions());
    this.draft.log.push(...body.takeLog());
    if (body.awaitsSomethingForeign) {
      const message = 'the saga waits although nothing of ctx is pending: it awaits something of its own';
      throw new SagaBug('FOREIGN_AWAIT', message, {
        eventIndex: this.state.nextIndex,
        expected: 'an await of something that ctx gave',
        got: 'an await of something else',
      });
    }
  }

  /** Records decisions while the turn has room, then what follows from the history alone. */
  private async flush(): Promise<void> {
    for (;;) {
      const decision = this.state.phase === 'forward' && !this.standsStill ? this.replayed?.decided[0] : undefined;
      if (decision !== undefined) {
        if (this.draft.isFull) return;
        this.replayed?.decided.shift();
        if (decision.kind === 'return' || decision.kind === 'throw') this.end(decision);
        else this.recordMade(decision);
        continue;
      }
      const refused = this.refusedActivity();
      if (refused !== undefined) {
        this.record(refused, true);
        await this.evaluate(refused);
        continue;
      }
      const next = progressUndo(this.state);
      if (next === undefined) return;
      this.record(next, true);
    }
  }

  private recordMade(decision: Exclude<Decision, { kind: 'return' | 'throw' }>): void {
    const event = recordDecision(decision, this.at);
    this.record(event, true);
    if (event.type === 'EffectScheduled') {
      const call = this.replayed?.body.effects.get(event.effectId);
      if (call !== undefined) this.effects.push(call);
    }
  }

  private refusedActivity(): EventBody | undefined {
    if (this.state.phase !== 'forward' || this.standsStill) return undefined;
    for (const { event } of this.refusals()) {
      const error = {
        type: 'PAYLOAD_TOO_LARGE',
        message: `the input of ${event.activityId} is over 256 KiB`,
        activityId: event.activityId,
      };
      return { type: 'ActivityFailed', activityId: event.activityId, operation: 'execute', outcome: 'none', error };
    }
    return undefined;
  }

  private *refusals(): Generator<{ event: ActivityScheduled }> {
    if (!this.hasRefusals) return;
    for (const id of this.state.open) {
      const activity = this.state.activities.get(id)!;
      if (activity.scheduled.refused !== undefined && activity.forward.status === 'in-flight')
        yield { event: activity.scheduled };
    }
    this.hasRefusals = false;
  }
  /** Looked for after a load, and after each schedule that was refused. */
  private hasRefusals = true;

  private end(decision: Extract<Decision, { kind: 'return' | 'throw' }>): void {
    const { state } = this;
    let failure: RecordedError;
    if (decision.kind === 'return') {
      const output = this.checkedOutput(decision.value);
      if (output.kind === 'fits') {
        this.record({ type: 'SagaCompleted', output: output.json }, true);
        this.replayed = undefined;
        return;
      }
      failure = output.error;
    } else {
      if (isBug(decision.thrown)) throw bugOf(decision.thrown);
      failure = recordError(decision.thrown);
    }
    if (state.pivotPassed) {
      this.record({ type: 'SagaForwardFailed', error: failure }, true);
      return;
    }
    const { cancel } = state;
    const end: FailedEnd = {
      cause: cancel === undefined ? 'failure' : 'cancel',
      error: failure,
      compensate: cancel?.compensate ?? true,
    };
    for (const event of endFailed(state, end)) this.record(event, true);
    this.replayed = undefined;
  }

  private checkedOutput(
    value: unknown,
  ):
    | { readonly kind: 'fits'; readonly json: ReturnType<typeof toJson> }
    | { readonly kind: 'too-large'; readonly error: RecordedError } {
    const { contract } = this.requireBody().body.definition;
    const checked = validate(contract.output, value);
    if (!checked.ok)
      throw new SagaBug(
        'SAGA_BUG',
        `the output of saga ${contract.name} does not fit: ${checked.path} ${checked.message}`,
      );
    try {
      const json = toJson(checked.value);
      if (!tooLarge(json)) return { kind: 'fits', json };
    } catch (error) {
      if (error instanceof NotJsonError)
        throw new SagaBug('SAGA_BUG', `the output of saga ${contract.name}: ${error.message}`);
      throw error;
    }
    return {
      kind: 'too-large',
      error: { type: 'PAYLOAD_TOO_LARGE', message: `the output of saga ${contract.name} is over 256 KiB` },
    };
  }

  /** The body is given up where it stands; what was recorded is undone. */
  private abandon(end: FailedEnd): void {
    for (const event of endFailed(this.state, end)) this.record(event, false);
    this.replayed = undefined;
  }

  private record(event: EventBody, decided: boolean): void {
    const { state } = this;
    if (event.type === 'SagaStarted') {
      if (state.phase === 'closed') state.run += 1;
      state.nextIndex = 0;
    }
    const index = state.nextIndex;
    const left = event.type === 'ActivityCanceled' && state.activities.get(event.activityId)?.left;
    applyEvent(state, event, this.at);
    state.nextIndex = index + 1;
    this.draft.add(event, index, messagesOf(state, event, index), decided);
    if (left === false && event.type === 'ActivityCanceled') this.draft.withdrawCommand(event.activityId);
    if (event.type === 'ActivityScheduled' && event.refused !== undefined) this.hasRefusals = true;
  }

  /** Runs what evaluates saga code; a bug of the saga (or of the engine) parks the instance. */
  private async guarded(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      const bug =
        error instanceof SagaBug ? error : new SagaBug('ENGINE_ERROR', String((error as Error).stack ?? error));
      this.draft.dropDecisions();
      this.state.nextIndex = this.draft.nextIndex ?? this.firstIndex;
      const { code, message, detail } = bug;
      this.record({ type: 'SagaParked', code, message, ...(detail === undefined ? {} : { detail }) }, false);
      this.parked = true;
    }
  }

  private requireBody(): ReplayedBody {
    if (this.defect !== undefined) throw this.defect;
    if (this.replayed === undefined) {
      const { started } = this.state;
      throw new SagaBug('VERSION_ELSEWHERE', `saga ${started?.saga} version ${started?.version} is not here`);
    }
    return this.replayed;
  }

  private makeBody(
    event: Extract<EventBody, { type: 'SagaStarted' }>,
    definition: SagaDefinition | undefined,
  ): SagaBody {
    if (definition === undefined)
      throw new SagaBug('VERSION_ELSEWHERE', `saga ${event.saga} version ${event.version} is not here`);
    return new SagaBody(definition, this.state, event.input, event.attributes ?? {});
  }

  private checkOutput(activityId: string, output: unknown): string | undefined {
    const contract = this.replayed?.body.contracts.get(activityId);
    if (contract === undefined) return undefined;
    const checked = validate(contract.output, output);
    return checked.ok
      ? undefined
      : `the output of ${contract.name} does not fit its contract: ${checked.path} ${checked.message}`;
  }
}

const nothing: Omit<TurnOutcome, 'status'> = {
  turn: undefined,
  messages: [],
  dispositions: [],
  effects: [],
  log: [],
  more: false,
  drop: false,
};

const timeoutError: RecordedError = { type: 'skald.Timeout', message: 'the saga ran out of time' };

function canceledError(state: InstanceState): RecordedError {
  return { type: 'Canceled', message: state.cancel?.reason ?? 'the saga was cancelled' };
}

function isInput(event: EventBody): boolean {
  return roleOf({ index: 0, ...event }) === 'input';
}

function bugOf(thrown: Error): SagaBug {
  return thrown instanceof SagaBug
    ? thrown
    : new SagaBug('SAGA_BUG', `${thrown.name}: ${thrown.message}`, { stack: String(thrown.stack ?? '') });
}

function causeOf(input: Exclude<Input, { kind: 'wake' }>): string {
  if ('source' in input && input.source !== undefined) return input.source.label;
  switch (input.kind) {
    case 'effect':
      return `effect:${input.effectId}`;
    case 'revive':
      return 'revive';
    default:
      return input.kind;
  }
}

/** The commands of this turn's schedules leave with it. */
export function markLeft(state: InstanceState, events: readonly EventBody[]): void {
  for (const event of events) {
    if (event.type === 'ActivityScheduled' && event.operation === 'execute')
      state.activities.get(event.activityId)!.left = true;
  }
}
