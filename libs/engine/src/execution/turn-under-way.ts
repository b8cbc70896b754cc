import type { EventBody, ParkCode, SagaEvent } from '@skald/contracts';
import { decideInput } from '../decisions/decide-input.js';
import { decideWake } from '../decisions/decide-wake.js';
import type { Input } from '../decisions/input.js';
import { openingStart } from '../decisions/start-of.js';
import { dead, repeat, type Verdict } from '../decisions/verdict.js';
import { SagaBug } from '../errors/saga-bug.js';
import type { TurnDraft } from '../history/turn-draft.js';
import type { FindStartable } from '../saga/definition.js';
import type { EffectCall } from '../saga/asked.js';
import type { InstanceState } from '../state/instance-state.js';
import { statusOf } from '../state/instance-state.js';
import { causeOf } from './cause-of.js';
import { CodeUnderWay, isHeard } from './code-under-way.js';
import { escalation } from './escalation.js';
import { bugOf, parkedBy, stackOf } from './parked-by.js';
import { hasWork, type SuspendedInstance } from './suspended-instance.js';
import { defaultLimits, limitsApproached, nearLimit } from './limits.js';
import { nextConsequence } from './next-consequence.js';
import { TurnRecord } from './turn-record.js';
import type { Disposition, TurnOutcome } from './turn-outcome.js';
import { isTold, nothingHappened } from './turn-outcome.js';

/** One turn of an instance while it is made: inputs in, events and messages out. */
export class TurnUnderWay {
  private readonly effects: EffectCall[] = [];
  private readonly state: InstanceState;
  private readonly record: TurnRecord;
  private readonly code: CodeUnderWay;
  private readonly at: number;
  private parked = false;
  /** The run has ended by continuing as the next one, which begins with a turn of its own. */
  private runIsOver = false;

  constructor(
    private readonly instance: SuspendedInstance,
    now: number,
    private readonly startable: FindStartable | undefined,
    private readonly noRoom?: string,
  ) {
    const { state } = instance;
    this.state = state;
    // Time never goes back.
    this.at = Math.max(now, state.at);
    this.record = new TurnRecord(state, this.at);
    this.code = new CodeUnderWay(instance, this.at, this.draft.log);
  }

  async take(inputs: readonly Input[]): Promise<TurnOutcome> {
    const dispositions: Disposition[] = [];
    let hasTold = false;
    if (hasWork(this.instance)) await this.orPark(() => this.settle());
    for (const input of inputs) {
      if (this.isClosing || (openingStart(this.state, input) !== undefined && !this.draft.isEmpty)) break;
      const disposition = await this.takeOne(input, hasTold);
      if (disposition === undefined) break;
      hasTold ||= isTold(disposition);
      dispositions.push(disposition);
      const source = 'source' in input ? input.source : undefined;
      if (source !== undefined) this.record.reached(source);
    }
    return this.close(dispositions, dispositions.length < inputs.length);
  }

  park(code: ParkCode, message: string): TurnOutcome {
    this.draft.because('park');
    this.setAside(new SagaBug(code, message));
    return this.close([], false);
  }

  private get draft(): TurnDraft {
    return this.record.draft;
  }

  /** Nothing more belongs into this turn. */
  private get isClosing(): boolean {
    return this.draft.isFull || this.isOver || this.runIsOver;
  }

  /** Whatever comes next needs a fresh replay. */
  private get isOver(): boolean {
    return this.parked || this.instance.code.kind === 'stale';
  }

  /**
   * Undefined: it is for the next turn. What is told of an input is in no history: were it decided beside something that
   * is recorded, the offset of the turn would cover it, and a process that ends between the two would never tell it.
   */
  private async takeOne(input: Input, hasTold: boolean): Promise<Disposition | undefined> {
    if (input.kind === 'wake') return hasTold ? undefined : this.wake();
    const verdict = this.verdictOn(input);
    if (verdict.kind !== 'events') return isTold(verdict) && !this.draft.isEmpty ? undefined : verdict;
    if (hasTold) return undefined;
    await this.happen(causeOf(input), verdict.events);
    return { kind: 'applied' };
  }

  private verdictOn(input: Exclude<Input, { kind: 'wake' }>): Verdict {
    const { state, instance } = this;
    const opening = openingStart(this.state, input);
    try {
      return decideInput(state, input, {
        at: this.at,
        definition: opening === undefined ? instance.definition : this.startable?.(opening.saga, opening.version),
        noRoom: this.noRoom,
        unreadSignals: this.code.unreadSignals,
        mostUnreadSignals: (instance.evaluation.limits ?? defaultLimits).signals.max,
        checkOutput: (activityId, output) => this.code.checkOutput(activityId, output),
      });
    } catch (error) {
      return dead('ENGINE_ERROR', stackOf(error));
    }
  }

  /** Fires whatever is due. */
  private async wake(): Promise<Disposition> {
    let fired = false;
    while (!this.isClosing) {
      const due = decideWake(this.state, this.code.watchedWaits, this.at);
      if (due === undefined) break;
      fired = true;
      await this.happen(`timer:${due.timer.timerId}`, due.events);
      for (const event of due.events) if (event.type === 'SagaEscalated') this.draft.log.push(escalation(event));
    }
    const { missed } = this.code;
    if (!fired && missed !== undefined) {
      // An effect is to be run, and only code knows what it does.
      this.draft.because('wake');
      this.setAside(missed);
      fired = true;
    }
    return fired ? { kind: 'applied' } : repeat;
  }

  /** Records what an input means, tells the body, and records what follows from it. */
  private async happen(cause: string, events: readonly EventBody[]): Promise<void> {
    this.draft.because(cause);
    await this.orPark(async () => {
      const recorded = events.map((event) => this.record.add(event, false));
      for (const event of recorded) await this.tell(event, this.startable);
      await this.settle();
    });
  }

  /** Records what follows, while the turn has room. */
  private async settle(): Promise<void> {
    while (!this.isClosing) {
      const next = nextConsequence(this.instance, this.at);
      if (next === undefined) return;
      const { events, effect } = next;
      if (events[0]?.type === 'SagaContinuedAsNew') {
        if (this.draft.isEmpty) await this.beginNextRun(events);
        else this.runIsOver = true;
        continue;
      }
      if (effect !== undefined) this.effects.push(effect);
      for (const event of events) {
        const recorded = this.record.add(event, true);
        if (isHeard(recorded)) await this.tell(recorded, this.startable);
      }
    }
  }

  private async beginNextRun(events: readonly EventBody[]): Promise<void> {
    this.draft.because('continue-as-new');
    const recorded = events.map((event) => this.record.add(event, false));
    // That the run before has ended stays, whatever the code of this one does.
    await this.orPark(async () => {
      const started = recorded.find((event) => event.type === 'SagaStarted')!;
      await this.tell(started, () => this.instance.find(started.saga, started.version));
    });
  }

  private async tell(event: SagaEvent, startable: FindStartable | undefined): Promise<void> {
    await this.code.tell(event, startable);
    // At once, however full the turn is: what the body decided afterwards may be left to the next one.
    for (const changeId of this.code.takeFreshPatches()) this.record.add({ type: 'VersionMarked', changeId }, true);
  }

  /** A bug of the saga (or of the engine) parks the instance: the input is kept, what the code made of it is dropped. */
  private async orPark(evaluate: () => Promise<void>): Promise<void> {
    const { mark } = this.record;
    try {
      await evaluate();
    } catch (error) {
      this.record.keepInputsFrom(mark);
      this.setAside(bugOf(error));
    }
  }

  private setAside(bug: SagaBug): void {
    this.record.add(parkedBy(bug), false);
    this.parked = true;
  }

  private close(dispositions: readonly Disposition[], inputsLeft: boolean): TurnOutcome {
    const { state, draft } = this;
    const drop = this.isOver;
    const more = inputsLeft || (!this.parked && hasWork(this.instance));
    if (draft.isEmpty) return { ...nothingHappened, status: statusOf(state), dispositions, more, drop };
    this.warnOfLimits();
    return {
      turn: this.record.end(),
      messages: draft.messages,
      status: statusOf(state),
      dispositions,
      effects: drop ? [] : this.effects,
      log: draft.log,
      more,
      drop,
    };
  }

  /** Once for each run and limit, in the history and in the log. */
  private warnOfLimits(): void {
    for (const approached of limitsApproached(this.state, this.code.unreadSignals, this.instance.evaluation.limits)) {
      this.record.add(approached, false);
      this.draft.log.push(nearLimit(approached));
    }
  }
}
