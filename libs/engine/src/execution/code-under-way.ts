import type { EventBody, SagaEvent } from '@skald/contracts';
import { validate } from '@skald/contracts';
import { SagaBug } from '../errors/saga-bug.js';
import { deliver } from '../replay/deliver.js';
import type { HeardEvent } from '../replay/replay-role.js';
import { concernsBody } from '../replay/replay-role.js';
import type { LogLine } from '../saga/body.js';
import { SagaBody } from '../saga/body.js';
import type { FindStartable } from '../saga/definition.js';
import { standsStill } from '../state/instance-state.js';
import type { WatchedWait } from '../state/timers.js';
import type { SuspendedCode } from './code.js';
import { awaitedSignals } from './code.js';
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
      instance.code = { kind: 'stale', awaitedSignals: awaitedSignals(instance.code) };
    }
    if (state.phase !== 'forward' || state.abandoned !== undefined) {
      instance.code = { kind: 'over' };
      return;
    }
    return standsStill(state) ? this.defer(event) : this.hear(event);
  }

  /** Why an effect that is to be run cannot be: the code that knows how is not able to. */
  get missed(): SagaBug | undefined {
    const { state, code } = this.instance;
    return code.kind === 'unable' && state.effects.size > 0 && !standsStill(state) ? code.why : undefined;
  }

  /** Signals that the body has not taken. */
  get unreadSignals(): number {
    const { code, state } = this.instance;
    if (code.kind !== 'suspended') return state.signalCount;
    const untold = code.deferred.reduce((n, event) => (event.type === 'SignalReceived' ? n + 1 : n), 0);
    return code.body.asked.inbox.unread + untold;
  }

  get watchedWaits(): readonly WatchedWait[] {
    const { code } = this.instance;
    return code.kind === 'suspended' ? code.body.watchedWaits : [];
  }

  /** What is wrong with the output of an activity or a child that is waited for. */
  checkOutput(activityId: string, output: unknown): string | undefined {
    const { code } = this.instance;
    const contract = code.kind === 'suspended' ? code.body.asked.contracts.get(activityId) : undefined;
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

  private begin(event: Extract<EventBody, { type: 'SagaStarted' }>, startable: FindStartable | undefined): void {
    const { instance } = this;
    const definition = (instance.definition = startable?.(event.saga, event.version));
    if (instance.withheld !== undefined) throw instance.withheld;
    if (definition === undefined) {
      throw new SagaBug('VERSION_ELSEWHERE', `saga ${event.saga} version ${event.version} is not here`);
    }
    const body = new SagaBody(definition, instance.state, event, new Set(), instance.evaluation);
    instance.code = { kind: 'suspended', body, decided: [], deferred: [] };
  }

  private defer(event: SagaEvent): void {
    const { code, state } = this.instance;
    if (code.kind === 'suspended' && concernsBody(event, state)) code.deferred.push(event);
  }

  /** @throws SagaBug the code has to hear of it, and cannot be spoken to. */
  private async hear(event: SagaEvent): Promise<void> {
    const { code, state } = this.instance;
    switch (code.kind) {
      case 'stale':
      case 'over':
        return;
      case 'unable':
        if (event.type === 'SagaResumed' || concernsBody(event, state)) throw code.why;
        return;
      case 'suspended':
        if (event.type === 'SagaResumed') {
          for (const deferred of code.deferred.splice(0)) await this.evaluate(code, deferred, event);
        } else if (concernsBody(event, state)) {
          await this.evaluate(code, event, event);
        }
    }
  }

  /** `newest`: the event that makes the body be told. */
  private async evaluate({ body, decided }: SuspendedCode, event: HeardEvent, newest: SagaEvent): Promise<void> {
    const { state, evaluation } = this.instance;
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
