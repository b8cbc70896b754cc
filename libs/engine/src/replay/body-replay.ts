import type { EventBody, SagaEvent } from '@skald/contracts';
import { SagaBug } from '../errors/saga-bug.js';
import type { SagaBody } from '../saga/body.js';
import type { Decision } from '../saga/decision.js';
import type { InstanceState } from '../state/instance-state.js';
import type { Guard } from './deliver.js';
import { deliver } from './deliver.js';
import { divergence, matches, roleOf } from './match-decision.js';

/** What saga code needs of the world while it is evaluated. */
export interface Evaluation {
  /** Resolves when every promise chain that was ready has settled. */
  settled(): Promise<void>;
  readonly guard: Guard;
}

/**
 * Runs the code of a saga over its history: inputs are told one at a time with all promise chains settled between two,
 * and what the code decides is held against what was recorded.
 */
export class BodyReplay {
  /** Made by the code, not (yet) in the history. */
  readonly decided: Decision[] = [];
  /** Recorded while the instance stood still; the code is told when it goes on. */
  readonly deferred: EventBody[] = [];
  /** Where code and history part, or the code broke. */
  bug: SagaBug | undefined;
  private standing = false;

  constructor(
    readonly body: SagaBody,
    private readonly state: InstanceState,
    private readonly evaluation: Evaluation,
  ) {}

  /** The next event, already applied to the state. `parkedTurn`: its turn parked, so its inputs are still to be told. */
  async see(event: SagaEvent, at: number, parkedTurn: boolean): Promise<void> {
    if (this.bug !== undefined) return;
    try {
      await this.follow(event, at, parkedTurn);
    } catch (error) {
      if (!(error instanceof SagaBug)) throw error;
      this.bug = error;
    }
  }

  private async follow(event: SagaEvent, at: number, parkedTurn: boolean): Promise<void> {
    switch (event.type) {
      case 'SagaParked':
      case 'SagaPaused':
      case 'SagaForwardFailed':
        this.standing = true;
        return;
      case 'SagaResumed':
        return parkedTurn ? undefined : this.goOn(at);
      case 'OperatorActed':
        return event.activityId === undefined && event.verb === 'retry' ? this.goOn(at) : undefined;
      default:
    }
    switch (roleOf(event)) {
      case 'derived':
        return;
      case 'decision': {
        const decision = this.decided.shift();
        if (decision === undefined || !matches(decision, event)) throw divergence(event, decision);
        return;
      }
      case 'input':
        if (this.standing || parkedTurn) this.deferred.push(event);
        else if (this.decided.length > 0) throw divergence(event, this.decided[0]);
        else await this.tell(event, at);
    }
  }

  private async goOn(at: number): Promise<void> {
    this.standing = false;
    for (const event of this.deferred.splice(0)) await this.tell(event, at);
  }

  private async tell(event: EventBody, at: number): Promise<void> {
    this.body.open(at, true);
    if (deliver(this.body, event, this.state, this.evaluation.guard)) await this.evaluation.settled();
    this.body.close();
    this.decided.push(...this.body.takeDecisions());
    this.body.takeLog();
  }
}
