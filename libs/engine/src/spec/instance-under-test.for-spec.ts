import { expect } from '@jest/globals';
import type { Json, ParkCode, WaitingFor } from '@skald/contracts';
import { isClosed } from '@skald/contracts';
import type {
  Disposition,
  EffectCall,
  Evaluation,
  Execution,
  Input,
  InstanceState,
  ReplayOptions,
  SagaDefinition,
  Turn,
  TurnOutcome,
} from '../index.js';
import { checkHistory, replayHistory, statusOf, withheldFor } from '../index.js';
import { scopes } from './scopes.for-spec.js';
import { inside, outside } from './told-apart.for-spec.js';
import { ToldInstance } from './told-instance.for-spec.js';

/** Where the code of an instance stands between two turns. */
export type Mode =
  /** In memory, as in the cache. */
  | 'kept'
  /** Nowhere: the history is replayed before every turn. */
  | 'replayed'
  /** Now one, now the other. */
  | 'mixed';

export interface InstanceOptions {
  readonly mode?: Mode;
  readonly namespace?: string;
  readonly workflowId?: string;
  /**
   * Replay is held against what lives after every turn; a long history is only checked when asked for, and then lives
   * in memory. `by others`: as the mode says, and unchecked.
   */
  readonly checks?: 'every turn' | 'when asked' | 'by others';
  readonly evaluation?: Partial<Evaluation>;
  /** Another version that the process has deployed. */
  readonly beside?: SagaDefinition;
  /** Decides in mode `mixed`. */
  readonly random?: () => number;
}

/** One promise chain after another, all settled in a later macrotask. */
const evaluation: Evaluation = {
  settled: () => new Promise((resolve) => setImmediate(resolve)),
  guard: (fn) => fn(),
  scopes,
};

const epoch = Date.parse('2026-11-22T10:00:00.000Z');

/**
 * An instance in the hands of a spec: time moves only when told to, and after every turn a replay of the whole history
 * must say the same as what lives in memory, to the byte.
 */
export class InstanceUnderTest extends ToldInstance {
  /** The turn that is being made, for a spec that looks at one. */
  outcomes: TurnOutcome[] = [];
  readonly namespace: string;
  readonly workflowId: string;
  now = epoch;
  /** Why no run may begin now. */
  noRoom: string | undefined;
  private readonly evaluation: Evaluation;
  private readonly effects = new Map<string, EffectCall>();
  private execution: Execution | undefined;
  private turnsTaken = 0;

  constructor(
    /** What a process has deployed; undefined: not this saga. */
    public code: SagaDefinition | undefined,
    private readonly options: InstanceOptions = {},
  ) {
    super();
    this.namespace = options.namespace ?? 'default';
    this.workflowId = options.workflowId ?? 'w-1';
    this.evaluation = { ...evaluation, ...options.evaluation };
  }

  /** Lets this much time pass, waking the instance whenever it asked for it. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      const execution = await this.suspended();
      const due = execution.hasWork ? this.now : execution.nextTimerAt;
      if (due === undefined || due > until || isClosed(this.status)) break;
      this.now = Math.max(due, this.now);
      await this.tell({ kind: 'wake' });
    }
    this.now = Math.max(this.now, until);
  }

  /** Lets time pass unseen, then wakes once: as after an outage. */
  async oversleep(ms: number): Promise<Disposition> {
    this.now += ms;
    return this.one({ kind: 'wake' });
  }

  /** Runs the effects that are out, and records what they gave. */
  async runEffects(): Promise<number> {
    const calls = [...this.effects.values()];
    this.effects.clear();
    for (const { effectId, fn } of calls) {
      const value = (await fn({ idempotencyKey: `key:${effectId}` })) as Json;
      await this.tell({ kind: 'effect', run: this.run, effectId, outcome: { value } });
    }
    return calls.length;
  }

  async recordEffect(effectId: string, outcome: Extract<Input, { kind: 'effect' }>['outcome']): Promise<Disposition> {
    this.effects.delete(effectId);
    return this.one({ kind: 'effect', run: this.run, effectId, outcome });
  }

  get openEffects(): string[] {
    return [...this.effects.keys()];
  }

  /** One batch of inputs, in as many turns as it takes. One disposition for each. */
  async tell(...inputs: Input[]): Promise<Disposition[]> {
    const dispositions: Disposition[] = [];
    this.outcomes = [];
    for (;;) {
      const left = inputs.slice(dispositions.length);
      const resumes = left.some((input) => input.kind === 'request' && input.request.type === 'resume');
      const execution = await this.suspended(resumes);
      const outcome = await execution.turn(left, this.now, () => this.code, this.noRoom);
      this.outcomes.push(outcome);
      dispositions.push(...outcome.dispositions);
      await this.took(execution, outcome);
      if (!outcome.more) return dispositions;
      if (this.outcomes.length > 10_000) throw new Error('the instance never comes to rest');
    }
  }

  /** The runtime sets the instance aside. */
  async park(code: ParkCode, message: string): Promise<void> {
    const execution = await this.suspended();
    const outcome = execution.park(code, message, this.now);
    this.outcomes = [outcome];
    await this.took(execution, outcome);
  }

  /** Other code is deployed: whatever was in memory is gone. */
  async deploy(code: SagaDefinition | undefined): Promise<void> {
    this.code = code;
    this.execution = undefined;
    await this.suspended();
  }

  /** The process died: whatever was in memory is gone, also the effects that were to be run. */
  async crash(): Promise<void> {
    this.execution = undefined;
    this.effects.clear();
    await this.suspended();
  }

  get state(): InstanceState {
    return this.live.state;
  }

  get waitingFor(): readonly WaitingFor[] {
    return this.live.waitingFor;
  }

  get live(): Execution {
    if (this.execution === undefined) throw new Error('nothing is in memory');
    return this.execution;
  }

  /** The suspended instance, from memory or from its history. */
  async suspended(resumes = false): Promise<Execution> {
    const { standstill } = this.execution?.state ?? {};
    const harmful = standstill?.kind === 'parked' && withheldFor.includes(standstill.code);
    if (this.execution === undefined || (resumes && harmful)) {
      this.execution = (await this.replay(Infinity, this.turns, { resumes })).execution;
      // As every load does: effects that are out and not recorded are run (again).
      for (const call of this.execution.pendingEffects) this.effects.set(call.effectId, call);
    }
    return this.execution;
  }

  replay(publishedSeq = Infinity, turns: readonly Turn[] = this.turns, options: Partial<ReplayOptions> = {}) {
    return replayHistory({
      instance: `${this.namespace}/${this.workflowId}`,
      turns,
      publishedSeq,
      find: (name, version) =>
        [this.code, this.options.beside].find((code) => code?.contract.name === name && code.version === version),
      evaluation: this.evaluation,
      ...options,
    });
  }

  /** The whole history held against this code. */
  checkAgainst(code: SagaDefinition | undefined) {
    const { namespace, workflowId, turns, evaluation } = this;
    return checkHistory({ instance: `${namespace}/${workflowId}`, turns, find: () => code, evaluation });
  }

  /** A replay of the whole history says the same as what lives in memory. */
  async checkReplay(live = this.live, ranAhead = false): Promise<Execution> {
    const { execution, unpublished } = await this.replay(-1);
    expect(unpublished.map(({ messages }) => JSON.stringify(messages))).toEqual(
      this.sentByTurn.map((messages) => JSON.stringify(messages)),
    );
    expect(unpublished.map(({ status }) => status)).toEqual(this.statuses);
    expect(outside(execution)).toEqual(outside(live));
    if (!ranAhead) expect(inside(execution)).toEqual(inside(live));
    return execution;
  }

  private async took(execution: Execution, outcome: TurnOutcome): Promise<void> {
    this.log.push(...outcome.log);
    for (const call of outcome.effects) this.effects.set(call.effectId, call);
    if (outcome.turn === undefined) {
      expect(outcome.messages).toEqual([]);
      if (outcome.drop) this.execution = undefined;
      return;
    }
    const { turn, eventsJson } = outcome.turn;
    expect(eventsJson).toBe(JSON.stringify(turn.events));
    this.turns.push(JSON.parse(JSON.stringify(turn)) as Turn);
    this.sentByTurn.push([...outcome.messages]);
    this.statuses.push(outcome.status);
    expect(statusOf(execution.state)).toBe(outcome.status);
    const { checks } = this.options;
    if (checks === 'when asked' || checks === 'by others') {
      if (outcome.drop || (checks === 'by others' && this.replaysNow())) this.execution = undefined;
      return;
    }
    const replayed = await this.checkReplay(execution, outcome.drop);
    if (outcome.drop || this.replaysNow()) this.execution = replayed;
  }

  private replaysNow(): boolean {
    this.turnsTaken += 1;
    switch (this.options.mode ?? 'kept') {
      case 'kept':
        return false;
      case 'replayed':
        return true;
      case 'mixed':
        return this.options.random === undefined ? this.turnsTaken % 2 === 0 : this.options.random() < 0.5;
    }
  }
}
