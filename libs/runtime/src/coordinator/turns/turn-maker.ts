import type { RejectedReply } from '@skald/contracts';
import { instanceKey, parseInstanceKey } from '@skald/contracts';
import type { Disposition, Execution, Input, TurnOutcome } from '@skald/engine';
import { CorruptHistory, openCommands, replayHistory } from '@skald/engine';
import type { Evaluation } from '@skald/engine';
import type { AppendOutcome, Clock, EncodedTurn, Log, OutgoingRecord } from '@skald/ports';
import type { Batch } from '../../batch/batch.js';
import { BatchClosed } from '../../batch/batch-closed.error.js';
import { deadLetter } from '../../messages/dead-letter.js';
import type { EffectRunner } from '../effects/effect-runner.js';
import type { Loader } from '../load/loader.js';
import type { Outgoing } from '../publish/outgoing.js';
import type { Published, Publisher } from '../publish/publisher.js';
import type { SagaRegistry } from '../saga-registry.js';
import { project } from '../settle/project.js';
import type { Projections } from '../settle/projections.js';
import type { ExecutionCache } from './execution-cache.js';
import type { Item } from './item.js';
import type { PublishedSeqs } from './published-seqs.js';

export interface TurnMakerOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly registry: SagaRegistry;
  readonly evaluation: Evaluation;
  readonly cache: ExecutionCache;
  readonly loader: Loader;
  readonly commits: Batch<EncodedTurn, AppendOutcome>;
  readonly publisher: Publisher;
  readonly outgoing: Outgoing;
  readonly projections: Projections;
  readonly published: PublishedSeqs;
  readonly effects: EffectRunner;
  readonly bucketOf: (workflowId: string) => number;
  readonly retentionMs: number;
  readonly resendOpenCommands: boolean;
  /** Changes whenever an instance may have had another owner in between. */
  readonly term: () => number;
  /** The instance was evaluated and is to be woken then. */
  readonly wakeAt: (instance: string, at: number | undefined) => void;
}

interface Loaded {
  readonly execution: Execution;
  /** A majority read of this very turn (V9). */
  readonly fresh: boolean;
  /** The stored projection is behind. */
  readonly stale: boolean;
  /** Why the broker would not take everything of an earlier turn. */
  readonly refusal?: string;
}

/** Somebody else keeps writing our turns; the input waits for its next try. */
const conflictLimit = 10;
/** Not even that it is parked can be stored. */
const refusalLimit = 3;

/** Rooms 2 to 6 for one instance: load, turn, commit, publish, settle. */
export class TurnMaker {
  constructor(private readonly options: TurnMakerOptions) {}

  /** Takes the items through; each is settled, or comes again (V1). */
  async work(instance: string, items: readonly Item[]): Promise<void> {
    const left = [...items];
    try {
      await this.#through(instance, left);
    } catch (error) {
      // On its way out: what is not settled comes again.
      if (error instanceof BatchClosed) return;
      await this.#failed(instance, left, error as Error).catch((again: unknown) => {
        if (!(again instanceof BatchClosed)) this.options.log.write('error', String(again), { instance });
      });
    }
  }

  /** `left`: what was taken is removed from it. */
  async #through(instance: string, left: Item[]): Promise<void> {
    const term = this.options.term();
    let loaded = await this.#first(instance, left);
    let atOnce = left.length;
    let conflicts = 0;
    let refusals = 0;
    for (;;) {
      const canPark = isOpenAndGoing(loaded.execution);
      if (loaded.refusal !== undefined && canPark) {
        loaded = await this.#setAside(instance, 'RECORD_TOO_LARGE', loaded.refusal);
        if (isOpenAndGoing(loaded.execution) && ++refusals > refusalLimit) throw new Error(loaded.refusal);
        continue;
      }
      const outcome = await this.#evaluate(loaded.execution, left.slice(0, atOnce));
      if (!loaded.fresh && needsFreshRead(outcome, loaded.execution, left)) {
        loaded = await this.#load(instance);
        continue;
      }
      if (outcome.turn !== undefined) {
        const append = await this.options.commits.add(outcome.turn);
        if (append.kind === 'conflict') {
          // V3: somebody else wrote this seq. Load, decide again.
          conflicts += 1;
          if (conflicts > conflictLimit) await this.options.clock.settled();
          loaded = await this.#load(instance);
          continue;
        }
        if (append.kind === 'refused') {
          if (++refusals > refusalLimit && atOnce === 1 && outcome.dispositions.length === 0)
            throw new Error(append.reason);
          if (atOnce > 1) atOnce = 1;
          else if (canPark && refusals <= refusalLimit)
            await this.#setAside(instance, 'RECORD_TOO_LARGE', append.reason);
          else await this.#keepAsDeadLetters(instance, left.splice(0, 1), 'ENGINE_ERROR', new Error(append.reason));
          loaded = await this.#load(instance);
          if (left.length === 0) return;
          continue;
        }
      }
      const taken = left.slice(0, outcome.dispositions.length);
      const refused = await this.#publish(instance, loaded.execution, outcome, taken, loaded.stale);
      left.splice(0, taken.length);
      const refusal = refused ?? loaded.refusal;
      if (refusal !== undefined && isOpenAndGoing(loaded.execution)) {
        loaded = await this.#setAside(instance, 'RECORD_TOO_LARGE', refusal);
        if (left.length > 0) continue;
        return;
      }
      loaded = { ...loaded, stale: false };
      if (outcome.drop && (left.length > 0 || outcome.more || needsReload(outcome))) {
        loaded = await this.#load(instance);
        if (left.length > 0 || loaded.execution.hasWork) continue;
      } else {
        if (left.length > 0 || outcome.more) continue;
        if (outcome.drop) return;
      }
      // Meanwhile another owner may have gone on with it.
      if (term === this.options.term()) this.#keep(instance, loaded.execution);
      return;
    }
  }

  /** A start needs no read: inserting seq 0 is the test for existence. */
  async #first(instance: string, items: readonly Item[]): Promise<Loaded> {
    const cached = this.options.cache.take(instance);
    if (cached !== undefined) return { execution: cached, fresh: false, stale: false };
    const first = items[0]?.input;
    const starts = first?.kind === 'request' && first.request.type === 'start' && !this.options.published.has(instance);
    if (!starts) return this.#load(instance);
    const { evaluation } = this.options;
    const find = this.options.registry.find;
    const { execution } = await replayHistory({ instance, turns: [], publishedSeq: -1, find, evaluation });
    return { execution, fresh: false, stale: false };
  }

  /** Room 2. What lies above the published seq is published again before anything else happens. */
  async #load(instance: string): Promise<Loaded> {
    const { loader, published, outgoing, publisher, effects, cache } = this.options;
    const { execution, turns, unpublished, publishedSeq, stale } = await loader.load(instance, published.get(instance));
    cache.weigh(execution, turns);
    published.beginAt(instance, publishedSeq);
    let refusal: string | undefined;
    for (const { turn, messages, status } of unpublished) {
      const refused = await publisher.publish(outgoing.turn(turn, JSON.stringify(turn.events), status, messages));
      if (refused.length === 0) published.set(instance, turn.seq);
      else published.stopAt(instance, turn.seq);
      refusal ??= whyRefused(refused);
    }
    if (this.options.resendOpenCommands) await this.#resend(execution);
    effects.run(execution.state, execution.pendingEffects);
    if (execution.canRevive && !published.triedToRevive(instance, execution.state.seq)) {
      const goesOn = await this.#revive(instance, execution);
      // It broke again, or its turn is not in the journal: its state ran ahead.
      if (!goesOn) return this.#load(instance);
    }
    return { execution, fresh: true, stale, ...(refusal === undefined ? {} : { refusal }) };
  }

  async #resend(execution: Execution): Promise<void> {
    const { outgoing, publisher, published } = this.options;
    const key = instanceKey(execution.state);
    if (published.resent(key)) return;
    const { at } = execution.state;
    await publisher.publish(openCommands(execution.state).map((message) => outgoing.message(message, at)));
  }

  /** True when this execution goes on as it is. */
  async #revive(instance: string, execution: Execution): Promise<boolean> {
    const outcome = await execution.turn([{ kind: 'revive' }], this.options.clock.now());
    if (outcome.turn !== undefined) {
      const append = await this.options.commits.add(outcome.turn);
      if (append.kind !== 'appended') return false;
      await this.#publish(instance, execution, outcome, [], false);
    }
    return !outcome.drop;
  }

  #evaluate(execution: Execution, items: readonly Item[]): Promise<TurnOutcome> {
    const now = this.options.clock.now();
    const inputs = items.map((item) => item.input);
    const start = inputs.find((input) => input.kind === 'request' && input.request.type === 'start');
    return execution.turn(inputs, now, start === undefined ? undefined : this.#startable(start));
  }

  #startable(input: Input) {
    if (input.kind !== 'request' || input.request.type !== 'start') return undefined;
    return this.options.registry.startable(input.request.saga, input.request.version);
  }

  /** Room 5 and 6. */
  async #publish(
    instance: string,
    execution: Execution,
    outcome: TurnOutcome,
    taken: readonly Item[],
    stale: boolean,
  ): Promise<string | undefined> {
    const { outgoing, publisher, published, cache, clock } = this.options;
    const records: OutgoingRecord[] = [];
    const told = new Set<OutgoingRecord>();
    if (outcome.turn !== undefined) {
      const { turn, eventsJson } = outcome.turn;
      records.push(...outgoing.turn(turn, eventsJson, outcome.status, outcome.messages));
      cache.grew(execution, eventsJson.length);
    }
    outcome.dispositions.forEach((disposition, i) => {
      const item = taken[i];
      if (item === undefined) return;
      for (const record of this.#tell(instance, execution, disposition, item, clock.now())) told.add(record);
    });
    const outcomes = await publisher.publish([...records, ...told]);
    // What is said about an input is no part of the turn: that it cannot be sent is not the instance's fault.
    await publisher.keepRests(outcomes.filter(({ record }) => told.has(record)));
    const refused = outcomes.filter(({ record }) => !told.has(record));
    if (outcome.turn !== undefined) {
      const { seq } = outcome.turn.turn;
      if (refused.length === 0) published.set(instance, seq);
      else published.stopAt(instance, seq);
      // A run that began here has all its commands on the bus.
      if (seq === 0) published.resent(instance);
    }
    for (const line of outcome.log) this.#log(instance, execution, line.level, line.message, line.fields);
    const { state } = execution;
    if (state.seq >= 0) this.#settle(instance, execution, outcome, taken, stale);
    else for (const item of taken) item.settle();
    if (outcome.turn !== undefined) this.options.effects.run(state, outcome.effects);
    return whyRefused(refused);
  }

  #settle(instance: string, execution: Execution, outcome: TurnOutcome, taken: readonly Item[], stale: boolean): void {
    const { projections, published, bucketOf, retentionMs } = this.options;
    const settle = (): void => {
      for (const item of taken) item.settle();
    };
    if (outcome.turn === undefined && !stale) {
      if (taken.some((item) => item.input.kind === 'wake')) this.options.wakeAt(instance, execution.nextTimerAt);
      return settle();
    }
    const publishedSeq = published.get(instance);
    const bucket = bucketOf(execution.state.workflowId);
    const projection = project(execution, { bucket, publishedSeq, retentionMs });
    projections.add(projection, settle);
    // Not `wakeAt`: an effect that runs here is not waited for by the clock.
    this.options.wakeAt(instance, execution.nextTimerAt);
  }

  /** What is to be said about an input that left no trace in the history (V8). */
  #tell(instance: string, execution: Execution, disposition: Disposition, item: Item, now: number): OutgoingRecord[] {
    const { outgoing, log } = this.options;
    switch (disposition.kind) {
      case 'applied':
        return [];
      case 'repeat':
        return disposition.answers.map(({ replyTo, reply }) => outgoing.reply(replyTo, reply, now));
      case 'refused': {
        if (item.input.kind !== 'request') return [];
        const { requestId, replyTo, workflowId, namespace } = item.input.request;
        const reply: RejectedReply = {
          type: 'rejected',
          namespace,
          workflowId,
          run: execution.state.run,
          ...(requestId === undefined ? {} : { requestId }),
          code: disposition.code,
          detail: disposition.detail,
          ...(disposition.path === undefined ? {} : { path: disposition.path }),
        };
        return [outgoing.reply(replyTo, reply, now)];
      }
      case 'dead': {
        const { reason, detail } = disposition;
        log.write(reason === 'CLOSED_INSTANCE' || reason === 'ENGINE_ERROR' ? 'error' : 'warn', 'dead letter', {
          instance,
          reason,
          detail,
        });
        return item.record === undefined ? [] : [deadLetter(item.record, reason, detail, now)];
      }
    }
  }

  /** Its turn, or what it sends, is not taken: the instance is parked where it can be, the partition goes on (V7). */
  async #setAside(instance: string, code: 'RECORD_TOO_LARGE' | 'ENGINE_ERROR', why: string): Promise<Loaded> {
    const loaded = await this.#load(instance);
    const { execution } = loaded;
    if (!isOpenAndGoing(execution)) return loaded;
    const outcome = execution.park(code, why, this.options.clock.now());
    if (outcome.turn !== undefined) {
      const append = await this.options.commits.add(outcome.turn);
      if (append.kind === 'appended') await this.#publish(instance, execution, outcome, [], loaded.stale);
    }
    return this.#load(instance);
  }

  /** Engine throws on good records (V7): the instance is parked with the stack, the records are kept, the partition goes on. */
  async #failed(instance: string, items: readonly Item[], error: Error): Promise<void> {
    if (error instanceof CorruptHistory) return this.#keepAsDeadLetters(instance, items, 'CORRUPT_HISTORY', error);
    try {
      await this.#setAside(instance, 'ENGINE_ERROR', String(error.stack ?? error));
    } catch (again) {
      if (again instanceof BatchClosed) throw again;
    }
    await this.#keepAsDeadLetters(instance, items, 'ENGINE_ERROR', error);
  }

  /** Nothing can be decided on them here; they are kept, others are not affected. */
  async #keepAsDeadLetters(
    instance: string,
    items: readonly Item[],
    reason: 'CORRUPT_HISTORY' | 'ENGINE_ERROR',
    error: Error,
  ): Promise<void> {
    const { log, clock, publisher } = this.options;
    log.write('error', error.message, { instance, code: reason, stack: error.stack });
    const now = clock.now();
    const records = items.flatMap(({ record }) =>
      record === undefined ? [] : [deadLetter(record, reason, error.message, now)],
    );
    await publisher.keepRests(await publisher.publish(records));
    for (const item of items) item.settle();
  }

  #keep(instance: string, execution: Execution): void {
    const { state } = execution;
    if (state.seq >= 0 && state.phase !== 'closed') this.options.cache.put(instance, execution);
  }

  #log(
    instance: string,
    execution: Execution,
    level: 'debug' | 'info' | 'warn' | 'error',
    message: string,
    fields: Readonly<Record<string, unknown>> = {},
  ): void {
    const { workflowId, namespace } = parseInstanceKey(instance);
    const { run, started } = execution.state;
    this.options.log.write(level, message, { ...fields, namespace, workflowId, run, saga: started?.saga });
  }
}

/**
 * V9: a refusal, a dead letter, an "unknown" is decided only on a fresh read; so is everything about an instance that is
 * not there, and that nothing is due although the store said so.
 */
function needsFreshRead(outcome: TurnOutcome, { state }: Execution, items: readonly Item[]): boolean {
  if (state.seq < 0) return true;
  if (outcome.turn === undefined && items.every(({ input }) => input.kind === 'wake')) return true;
  return outcome.dispositions.some(({ kind }) => kind === 'refused' || kind === 'dead');
}

/** An operator's retry past the pivot: the body is to be replayed and to go on. */
function needsReload(outcome: TurnOutcome): boolean {
  return outcome.status === 'running';
}

function isOpenAndGoing({ state }: Execution): boolean {
  return state.standstill === undefined && state.phase !== 'absent' && state.phase !== 'closed';
}

function whyRefused(refused: Published): string | undefined {
  const first = refused[0];
  return first === undefined ? undefined : `${first.record.topic}: ${first.reason}`;
}
