import type { EventBody, SagaEvent } from '@skald/contracts';
import { validate } from '@skald/contracts';
import { SagaBug } from '../errors/saga-bug.js';
import { deliver } from '../replay/deliver.js';
import type { HeardEvent } from '../replay/replay-role.js';
import { concernsBody } from '../replay/replay-role.js';
import type { EffectCall, LogLine } from '../saga/body.js';
import { SagaBody } from '../saga/body.js';
import type { FindStartable } from '../saga/definition.js';
import { standsStill } from '../state/instance-state.js';
import type { WatchedWait } from '../state/timers.js';
import type { SuspendedCode } from './code.js';
import type { SuspendedInstance } from './suspended-instance.js';

/** The code of an instance during one turn: it is told what happened, and what it decides is collected. */
export class CodeUnderWay {
  constructor(
    private readonly instance: SuspendedInstance,
    private readonly at: number,
    private readonly log: LogLine[],
  ) {}

  /** Tells the code of an event that was just recorded. */
  async tell(event: SagaEvent, startable: FindStartable | undefined): Promise<void> {
    const { instance } = this;
    const { state } = instance;
    if (event.type === 'SagaStarted') this.begin(event, startable);
    if (event.type === 'OperatorActed' && event.activityId === undefined && event.verb === 'retry') {
      // The body has ended past the pivot: only a replay lets it try that end again.
      instance.code = { kind: 'stale' };
    }
    if (state.phase !== 'forward' || state.abandoned !== undefined) {
      instance.code = { kind: 'over' };
      return;
    }
    const stands = standsStill(state);
    if (event.type === 'SagaResumed') return stands ? undefined : this.goOn(event);
    if (!concernsBody(event, state)) return;
    if (!stands) return this.evaluate(event, event);
    if (instance.code.kind === 'suspended') instance.code.deferred.push(event);
  }

  /** An effect is to be run, and the code that knows how is not able to. */
  get isMissed(): boolean {
    const { state, code } = this.instance;
    return code.kind === 'unable' && state.effects.size > 0 && !standsStill(state);
  }

  /** Signals that the body has not taken. */
  get unreadSignals(): number {
    const { code, state } = this.instance;
    if (code.kind !== 'suspended') return state.signalCount;
    const untold = code.deferred.reduce((n, event) => (event.type === 'SignalReceived' ? n + 1 : n), 0);
    return code.body.inbox.unread + untold;
  }

  get watchedWaits(): readonly WatchedWait[] {
    const { code } = this.instance;
    return code.kind === 'suspended' ? code.body.watchedWaits : [];
  }

  /** What is wrong with the output of an activity or a child that is waited for. */
  checkOutput(activityId: string, output: unknown): string | undefined {
    const { code } = this.instance;
    const contract = code.kind === 'suspended' ? code.body.contracts.get(activityId) : undefined;
    if (contract === undefined) return undefined;
    const checked = validate(contract.output, output);
    if (checked.ok) return undefined;
    return `the output of ${contract.name} does not fit its contract: ${checked.path} ${checked.message}`;
  }

  /** Changes of its code that this run takes from here on. */
  takeFreshPatches(): string[] {
    const { code } = this.instance;
    return code.kind === 'suspended' ? code.body.patches.takeFresh() : [];
  }

  /** An effect that the code has just asked for. */
  effect(effectId: string): EffectCall {
    return this.require().body.effects.get(effectId)!;
  }

  /** @throws SagaBug the code cannot be spoken to. */
  require(): SuspendedCode {
    const { code } = this.instance;
    if (code.kind === 'suspended') return code;
    throw code.kind === 'unable' ? code.why : new SagaBug('ENGINE_ERROR', `the code of this instance is ${code.kind}`);
  }

  private begin(event: Extract<EventBody, { type: 'SagaStarted' }>, startable: FindStartable | undefined): void {
    const { instance } = this;
    const definition = (instance.definition = startable?.(event.saga, event.version));
    if (instance.withheld !== undefined) throw instance.withheld;
    if (definition === undefined) {
      throw new SagaBug('VERSION_ELSEWHERE', `saga ${event.saga} version ${event.version} is not here`);
    }
    const body = new SagaBody(definition, instance.state, event, new Set(), instance.evaluation.scopes);
    instance.code = { kind: 'suspended', body, decided: [], deferred: [] };
  }

  private async goOn(after: SagaEvent): Promise<void> {
    for (const event of this.require().deferred.splice(0)) await this.evaluate(event, after);
  }

  /** `newest`: the event that makes the body be told. */
  private async evaluate(event: HeardEvent, newest: SagaEvent): Promise<void> {
    const { state, evaluation } = this.instance;
    const { body, decided } = this.require();
    body.open({ at: this.at, replaying: false, historyLength: newest.index + 1 });
    if (deliver(body, event, state, evaluation.guard)) await evaluation.settled();
    body.close();
    body.shown.compare(state);
    decided.push(...body.takeDecisions());
    this.log.push(...body.takeLog());
    if (!body.awaitsSomethingForeign) return;
    throw new SagaBug(
      'FOREIGN_AWAIT',
      'the saga waits although nothing of ctx is pending: it awaits something of its own',
      {
        eventIndex: state.nextIndex,
        expected: 'an await of something that ctx gave',
        got: 'an await of something else',
      },
    );
  }
}

/** Of what follows from the history the code hears this alone. */
export function isHeard({ type }: EventBody): boolean {
  return type === 'ActivityFailed' || type === 'ChildFailed' || type === 'ScopeUndone';
}
