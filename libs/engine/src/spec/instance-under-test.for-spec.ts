import { describe, expect } from '@jest/globals';
import type {
  ActivityResult,
  Command,
  EventType,
  Json,
  OperatorRequest,
  Operation,
  ParkCode,
  Reply,
  SagaEvent,
  SagaRequest,
  SagaStatus,
  StartRequest,
  WaitingFor,
} from '@skald/contracts';
import { isClosed } from '@skald/contracts';
import type {
  Disposition,
  EffectCall,
  Evaluation,
  Execution,
  Input,
  InstanceState,
  LogLine,
  Message,
  SagaDefinition,
  Turn,
  TurnOutcome,
} from '../index.js';
import { replayHistory, statusOf } from '../index.js';

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
  /** Replay is held against what lives after every turn; a long history is only checked when asked for. */
  readonly checks?: 'every turn' | 'when asked';
  readonly evaluation?: Partial<Evaluation>;
  /** Decides in mode `mixed`. */
  readonly random?: () => number;
}

const epoch = Date.parse('2026-11-22T10:00:00.000Z');

/** Runs specs against an instance kept in memory, one replayed before every turn, and a mixture. */
export function specify(
  behaviour: string,
  specs: (given: (code: SagaDefinition, options?: InstanceOptions) => InstanceUnderTest) => void,
): void {
  describe.each([
    ['kept in memory', 'kept'],
    ['replayed before every turn', 'replayed'],
    ['now kept, now replayed', 'mixed'],
  ] as const)(`${behaviour}, %s`, (_, mode) => {
    specs((code, options = {}) => new InstanceUnderTest(code, { mode, ...options }));
  });
}

/** One promise chain after another, all settled in a later macrotask. */
export const evaluation: Evaluation = {
  settled: () => new Promise((resolve) => setImmediate(resolve)),
  guard: (fn) => fn(),
};

/**
 * An instance in the hands of a spec: time moves only when told to, and after every turn a replay of the whole history
 * must say the same as what lives in memory, to the byte.
 */
export class InstanceUnderTest {
  /** As the journal gives it back. */
  readonly turns: Turn[] = [];
  /** What each turn sent. */
  readonly sentByTurn: Message[][] = [];
  readonly statuses: SagaStatus[] = [];
  readonly log: LogLine[] = [];
  /** The turn that is being made, for a spec that looks at one. */
  outcomes: TurnOutcome[] = [];
  readonly namespace: string;
  readonly workflowId: string;
  now = epoch;
  private readonly evaluation: Evaluation;
  private readonly effects = new Map<string, EffectCall>();
  private execution: Execution | undefined;
  private turnsTaken = 0;

  constructor(
    /** What a process has deployed; undefined: not this saga. */
    public code: SagaDefinition | undefined,
    private readonly options: InstanceOptions = {},
  ) {
    this.namespace = options.namespace ?? 'default';
    this.workflowId = options.workflowId ?? 'w-1';
    this.evaluation = { ...evaluation, ...options.evaluation };
  }

  // What is told to the instance.

  async start(input: Json = null, request: Partial<StartRequest> = {}): Promise<Disposition> {
    return this.request({ type: 'start', saga: 'trip', input, ...request });
  }

  async request(request: Partial<SagaRequest> & { readonly type: SagaRequest['type'] }): Promise<Disposition> {
    return this.one(this.asRequest(request));
  }

  asRequest(request: Partial<SagaRequest> & { readonly type: SagaRequest['type'] }): Input {
    const { namespace, workflowId } = this;
    return { kind: 'request', request: { namespace, workflowId, ...request } as SagaRequest };
  }

  async signal(name: string, payload: Json = null, signalId?: string): Promise<Disposition> {
    return this.request({ type: 'signal', name, payload, ...(signalId === undefined ? {} : { signalId }) });
  }

  async cancel(compensate?: boolean, reason?: string): Promise<Disposition> {
    return this.request({
      type: 'cancel',
      ...(compensate === undefined ? {} : { compensate }),
      ...(reason === undefined ? {} : { reason }),
    });
  }

  async operator(type: OperatorRequest['type'], request: Partial<OperatorRequest> = {}): Promise<Disposition> {
    return this.request({ type, ...request });
  }

  /** A result of the attempt that is out (or of the one named). */
  async result(type: ActivityResult['type'], activityId: string, fields: object = {}): Promise<Disposition> {
    return this.one(this.asResult(type, activityId, fields));
  }

  asResult(type: ActivityResult['type'], activityId: string, fields: object = {}): Input {
    const operation: Operation = 'operation' in fields ? (fields.operation as Operation) : 'execute';
    const { namespace, workflowId } = this;
    const attempt = this.commands(activityId, operation).at(-1)?.attempt ?? 1;
    const run = this.turns.at(-1)?.run ?? 0;
    return {
      kind: 'result',
      result: { type, namespace, workflowId, run, activityId, operation, attempt, ...fields } as ActivityResult,
    };
  }

  async complete(activityId: string, output: Json = null, fields: object = {}): Promise<Disposition> {
    return this.result('completed', activityId, { output, ...fields });
  }

  async fail(activityId: string, type = 'Broken', fields: object = {}): Promise<Disposition> {
    return this.result('failed', activityId, { error: { type, message: `${type} happened` }, ...fields });
  }

  async undo(activityId: string, fields: object = {}): Promise<Disposition> {
    return this.complete(activityId, null, { operation: 'compensate', ...fields });
  }

  async failUndo(activityId: string, fields: object = {}): Promise<Disposition> {
    return this.fail(activityId, 'Stubborn', { operation: 'compensate', ...fields });
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
      await this.tell({ kind: 'effect', effectId, outcome: { value } });
    }
    return calls.length;
  }

  async recordEffect(effectId: string, outcome: Extract<Input, { kind: 'effect' }>['outcome']): Promise<Disposition> {
    this.effects.delete(effectId);
    return this.one({ kind: 'effect', effectId, outcome });
  }

  get openEffects(): string[] {
    return [...this.effects.keys()];
  }

  async one(input: Input): Promise<Disposition> {
    const [disposition] = await this.tell(input);
    return disposition!;
  }

  /** One batch of inputs, in as many turns as it takes. One disposition for each. */
  async tell(...inputs: Input[]): Promise<Disposition[]> {
    const dispositions: Disposition[] = [];
    this.outcomes = [];
    for (;;) {
      const left = inputs.slice(dispositions.length);
      const execution = await this.suspended();
      const outcome = await execution.turn(left, this.now, this.code);
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
    for (const call of (await this.suspended()).pendingEffects) this.effects.set(call.effectId, call);
  }

  // What is seen of it.

  get status(): SagaStatus {
    return this.statuses.at(-1)!;
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

  get events(): SagaEvent[] {
    return this.turns.flatMap((turn) => turn.events);
  }

  /** The story in short: types, with the activity where there is one. */
  get story(): string[] {
    return this.events.map(tale);
  }

  /** The story from the first event of this type on. */
  storyFrom(type: EventType): string[] {
    const from = this.events.findIndex((event) => event.type === type);
    return from < 0 ? [] : this.events.slice(from).map(tale);
  }

  eventsOf<T extends EventType>(type: T): Extract<SagaEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<SagaEvent, { type: T }> => event.type === type);
  }

  get sent(): Message[] {
    return this.sentByTurn.flat();
  }

  commands(activityId?: string, operation?: Operation): Command[] {
    return this.sent.flatMap((message) => {
      if (message.kind !== 'command') return [];
      const { command } = message;
      if (activityId !== undefined && command.activityId !== activityId) return [];
      return operation === undefined || command.type === operation ? [command] : [];
    });
  }

  get replies(): Reply[] {
    return this.sent.flatMap((message) => (message.kind === 'reply' ? [message.reply] : []));
  }

  get output(): Json | undefined {
    return this.eventsOf('SagaCompleted').at(-1)?.output;
  }

  /** The suspended instance, from memory or from its history. */
  async suspended(): Promise<Execution> {
    this.execution ??= (await this.replay()).execution;
    return this.execution;
  }

  replay(publishedSeq = Infinity, turns: readonly Turn[] = this.turns) {
    return replayHistory({
      instance: `${this.namespace}/${this.workflowId}`,
      turns,
      publishedSeq,
      find: (name, version) =>
        name === this.code?.contract.name && version === this.code.version ? this.code : undefined,
      evaluation: this.evaluation,
    });
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
    if (this.options.checks === 'when asked') {
      if (outcome.drop) this.execution = undefined;
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

/** What others see of an instance. */
function outside(execution: Execution): unknown {
  const { state, waitingFor, wakeAt, hasWork } = execution;
  const { seq, run, runSeq, nextIndex, at, applied } = state;
  return { status: statusOf(state), seq, run, runSeq, nextIndex, at, applied, waitingFor, wakeAt, hasWork };
}

/** Everything that an instance knows. */
function inside(execution: Execution): unknown {
  return {
    state: plain(execution.state),
    effects: execution.pendingEffects.map(({ effectId }) => effectId),
    canRevive: execution.canRevive,
  };
}

function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, item: unknown) => {
      // How entries lie in the queue depends on who looked when; what comes first does not.
      if (key === 'timers') return undefined;
      if (item instanceof Map) return { map: [...(item as Map<unknown, unknown>)] };
      return item instanceof Set ? { set: [...(item as Set<unknown>)] } : item;
    }),
  );
}

function tale(event: SagaEvent): string {
  const undo = 'operation' in event && event.operation === 'compensate' ? ' undo' : '';
  if ('activityId' in event && event.activityId !== undefined) return `${event.type}${undo} ${event.activityId}`;
  if ('timerId' in event) return `${event.type} ${event.timerId}`;
  return 'effectId' in event ? `${event.type} ${event.effectId}` : event.type;
}
