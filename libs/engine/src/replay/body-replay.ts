import type { OperatorActed, SagaEvent } from '@skald/contracts';
import { SagaBug } from '../errors/saga-bug.js';
import { bugOf } from '../execution/parked-by.js';
import type { LogLine, SagaBody } from '../saga/body.js';
import type { Decision } from '../saga/decision.js';
import { waitsForUndo } from '../execution/suspended-instance.js';
import type { InstanceState } from '../state/instance-state.js';
import { standsStill } from '../state/instance-state.js';
import { deliver } from './deliver.js';
import { endDrift, endMatches, endsForward } from './end-of-forward.js';
import type { Evaluation } from './evaluation.js';
import { divergence, drift, lineIn, matches } from './match-decision.js';
import type { HeardEvent } from './replay-role.js';
import { concernsBody, roleOf } from './replay-role.js';

/**
 * Runs the code of a saga over its history: inputs are told one at a time with all promise chains settled between two,
 * and what the code decides is held against what was recorded.
 */
export class BodyReplay {
  /** Made by the code, not (yet) in the history. */
  readonly decided: Decision[] = [];
  /** Recorded while the instance stood still; the code is told when it goes on. */
  readonly deferred: HeardEvent[] = [];
  readonly warnings: LogLine[] = [];
  /** Where code and history part, or the code broke. */
  bug: SagaBug | undefined;
  private isOver = false;
  /** The code came to its end, which is recorded only when its failed scopes are undone. */
  private endWaits = false;

  constructor(
    readonly body: SagaBody,
    private readonly state: InstanceState,
    private readonly evaluation: Evaluation,
  ) {}

  /** The next event, already applied to the state. `untold`: what the code made of it was dropped when its turn parked. */
  async see(event: SagaEvent, at: number, untold: boolean): Promise<void> {
    if (this.bug !== undefined || this.isOver) return;
    try {
      await this.follow(event, at, untold);
    } catch (error) {
      this.bug = bugOf(error);
    }
    const [next] = this.decided;
    this.endWaits = next !== undefined && waitsForUndo(this.state, next);
  }

  private async follow(event: SagaEvent, at: number, untold: boolean): Promise<void> {
    if (endsForward(event)) return this.holdEnd(event);
    if (this.state.abandoned !== undefined) return this.holdGivenUp(event);
    switch (event.type) {
      case 'SagaForwardFailed':
        // The end that failed stays decided: after a retry it is tried again.
        return;
      case 'SagaResumed':
        return untold ? undefined : this.goOn(event, at);
      case 'OperatorActed':
        return event.activityId === undefined ? this.hearOperator(event, at) : undefined;
      default:
    }
    switch (roleOf(event)) {
      case 'derived':
        return;
      case 'decision':
        return this.hold(event);
      case 'input':
        if (!concernsBody(event, this.state)) return;
        if (standsStill(this.state) || untold) this.deferred.push(event);
        else if (this.decided.length > 0 && !this.endWaits) throw this.divergence(event, this.decided[0]);
        else await this.tell(event, event, at);
    }
  }

  /** The end failed past the pivot: it is tried again, or an operator says how it ended, and the code is not asked. */
  private async hearOperator(event: OperatorActed & SagaEvent, at: number): Promise<void> {
    if (event.verb === 'retry') return this.goOn(event, at);
    this.isOver = true;
  }

  /** The run ended by this event, which stands with the next run. */
  endWith(event: SagaEvent): void {
    if (this.bug !== undefined || this.isOver) return;
    try {
      this.holdEnd(event);
    } catch (error) {
      this.bug = error as SagaBug;
    }
  }

  /** Holds the next decision against the record of it. */
  private hold(event: SagaEvent): void {
    const decision = this.decided.shift();
    if (decision === undefined || !matches(decision, event)) throw this.divergence(event, decision);
    const drifted = drift(decision, event);
    if (drifted === undefined) return;
    const { message, expected, got } = drifted;
    const line = this.body.lineOf(decision);
    if (this.body.definition.options.strictInputs === true) {
      const detail = { eventIndex: event.index, expected, got, ...lineIn(line) };
      throw new SagaBug('NONDETERMINISM', `event ${event.index}: ${message}`, detail);
    }
    this.warnings.push({ level: 'warn', message, fields: { eventIndex: event.index, ...lineIn(line) } });
  }

  /** Holds the end that the code comes to against the record of it. */
  private holdEnd(event: SagaEvent): void {
    this.isOver = true;
    const decision = this.decided.shift();
    if (!endMatches(decision, event)) throw this.divergence(event, decision);
    const message = endDrift(decision, event, this.body.definition.contract.output);
    if (message !== undefined) this.warnings.push({ level: 'warn', message, fields: { eventIndex: event.index } });
  }

  /** The code is given up where it stands, and its run ends without it. */
  private holdGivenUp(event: SagaEvent): void {
    this.isOver = true;
    // A limit stops what the code was about to do.
    const stopped = event.type === 'LimitReached' || this.endWaits;
    if (this.decided.length > 0 && !stopped) throw this.divergence(event, this.decided[0]);
  }

  private divergence(event: SagaEvent, decision: Decision | undefined): SagaBug {
    return divergence(event, decision, decision && this.body.lineOf(decision));
  }

  private async goOn(after: SagaEvent, at: number): Promise<void> {
    if (standsStill(this.state)) return;
    for (const event of this.deferred.splice(0)) await this.tell(event, after, at);
  }

  /** `newest`: the event that makes the body be told. */
  private async tell(event: HeardEvent, newest: SagaEvent, at: number): Promise<void> {
    this.body.open({ at, replaying: true, historyLength: newest.index + 1 });
    if (deliver(this.body, event, this.state, this.evaluation.guard)) await this.evaluation.settled();
    this.body.close();
    this.decided.push(...this.body.takeDecisions());
    this.body.takeLog();
  }
}
