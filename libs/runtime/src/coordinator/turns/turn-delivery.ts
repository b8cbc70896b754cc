import type { DeadLetterReason, RejectedReply } from '@skald/contracts';
import { parseInstanceKey } from '@skald/contracts';
import type { Disposition, Execution, TurnOutcome } from '@skald/engine';
import type { Clock, Log, OutgoingRecord } from '@skald/ports';
import { deadLetter } from '../../messages/dead-letter.js';
import type { EffectRunner } from '../effects/effect-runner.js';
import type { CoordinatorMeter } from '../meter.js';
import type { Outgoing } from '../publish/outgoing.js';
import type { Publisher } from '../../publish/publisher.js';
import type { Receipts } from '../publish/receipts.js';
import { whyRefused } from '../../publish/publisher.js';
import { project } from '../settle/project.js';
import type { Projections } from '../settle/projections.js';
import type { ExecutionCache } from './execution-cache.js';
import type { Item } from './item.js';
import type { PublishedSeqs } from './published-seqs.js';

export interface TurnDeliveryOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly cache: ExecutionCache;
  readonly publisher: Publisher;
  readonly outgoing: Outgoing;
  readonly projections: Projections;
  readonly published: PublishedSeqs;
  readonly receipts: Receipts | undefined;
  readonly effects: EffectRunner;
  readonly bucketOf: (workflowId: string) => number;
  readonly retentionMs: number;
  readonly meter: CoordinatorMeter | undefined;
  /** The instance was evaluated and is to be woken then. */
  readonly wakeAt: (instance: string, at: number | undefined) => void;
}

/** Rooms 5 and 6 for one turn that is durable: publish what it sends, settle what it took. */
export class TurnDelivery {
  constructor(private readonly options: TurnDeliveryOptions) {}

  /** Returns why the broker would not take something that the turn sends. */
  async publish(
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
      this.options.receipts?.sends(instance, turn.seq, outcome.messages);
      this.options.meter?.turned(turn);
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
    const { projections, published, receipts, bucketOf, retentionMs } = this.options;
    const settle = (): void => {
      for (const item of taken) item.settle();
    };
    if (outcome.turn === undefined && !stale) {
      if (taken.some((item) => item.input.kind === 'wake')) this.options.wakeAt(instance, execution.nextTimerAt);
      return settle();
    }
    const sent = published.get(instance);
    const publishedSeq = receipts?.upTo(instance, sent) ?? sent;
    const expires = receipts?.awaits(instance) !== true;
    const bucket = bucketOf(execution.state.workflowId);
    const projection = project(execution, { bucket, publishedSeq, retentionMs, expires });
    projections.add(projection, settle);
    // Not `wakeAt`: an effect that runs here is not waited for by the clock.
    this.options.wakeAt(instance, execution.nextTimerAt);
  }

  /** What is to be said about an input that left no trace in the history (V8). */
  #tell(instance: string, execution: Execution, disposition: Disposition, item: Item, now: number): OutgoingRecord[] {
    const { outgoing } = this.options;
    switch (disposition.kind) {
      case 'applied':
        return [];
      case 'repeat':
        this.#noteRepeat(instance, execution, item);
        return [
          ...disposition.answers.map(({ replyTo, reply }) => outgoing.reply(replyTo, reply, now)),
          ...(disposition.toParent === undefined ? [] : [outgoing.result(disposition.toParent)]),
        ];
      case 'refused': {
        if (item.input.kind !== 'request') return [];
        if (disposition.toParent !== undefined) return [outgoing.result(disposition.toParent)];
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
        const level = reason === 'CLOSED_INSTANCE' || reason === 'ENGINE_ERROR' ? 'error' : 'warn';
        this.options.log.write(level, 'dead letter', { instance, reason, detail });
        return this.#buried([item], reason, detail, now);
      }
    }
  }

  /** What others do twice is no fault of theirs; how often it comes is to be seen all the same. */
  #noteRepeat(instance: string, { state }: Execution, { record }: Item): void {
    if (record === undefined) return;
    const { topic, partition, offset } = record;
    this.options.log.write('debug', 'a repeat changed nothing', { instance, topic, partition, offset });
    if (state.started !== undefined) this.options.meter?.repeated(state.started.saga);
  }

  #buried(items: readonly Item[], reason: DeadLetterReason, detail: string, now: number): OutgoingRecord[] {
    return items.flatMap(({ record }) => {
      if (record === undefined) return [];
      this.options.meter?.deadLettered(record.topic, reason);
      return [deadLetter(record, reason, detail, now)];
    });
  }

  /** Nothing can be decided on them here; they are kept, others are not affected. */
  async keepAsDeadLetters(
    instance: string,
    items: readonly Item[],
    reason: 'CORRUPT_HISTORY' | 'ENGINE_ERROR',
    error: Error,
  ): Promise<void> {
    const { log, clock, publisher } = this.options;
    log.write('error', error.message, { instance, code: reason, stack: error.stack });
    const records = this.#buried(items, reason, error.message, clock.now());
    await publisher.keepRests(await publisher.publish(records));
    if (reason === 'CORRUPT_HISTORY') await this.#showAsParked(instance, `${reason}: ${error.message}`);
    for (const item of items) item.settle();
  }

  /** Nothing is written into a journal that cannot be read; an operator sees it among the parked all the same. */
  async #showAsParked(instance: string, detail: string): Promise<void> {
    const { projections, clock } = this.options;
    const since = new Date(clock.now()).toISOString();
    await projections.park(instance, { kind: 'operator', id: 'parked', since, detail: detail.slice(0, 1_000) });
    this.options.wakeAt(instance, undefined);
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
