import { instanceKey } from '@skald/contracts';
import type { Evaluation, Execution } from '@skald/engine';
import { openCommands, replayHistory, startOf, withheldFor } from '@skald/engine';
import type { AppendOutcome, Clock, EncodedTurn } from '@skald/ports';
import type { Batch } from '../../batch/batch.js';
import type { Admission } from '../caps/admission.js';
import type { EffectRunner } from '../effects/effect-runner.js';
import type { Evaluating, Loader } from '../load/loader.js';
import type { Outgoing } from '../publish/outgoing.js';
import type { Receipts } from '../publish/receipts.js';
import type { Publisher } from '../../publish/publisher.js';
import { whyRefused } from '../../publish/publisher.js';
import type { SagaRegistry } from '../saga-registry.js';
import type { ExecutionCache } from './execution-cache.js';
import type { Item } from './item.js';
import type { PublishedSeqs } from './published-seqs.js';
import type { TurnDelivery } from './turn-delivery.js';

export interface InstanceLoadingOptions {
  readonly clock: Clock;
  readonly registry: SagaRegistry;
  readonly evaluation: Evaluation;
  readonly cache: ExecutionCache;
  readonly loader: Loader;
  readonly commits: Batch<EncodedTurn, AppendOutcome>;
  readonly publisher: Publisher;
  readonly outgoing: Outgoing;
  readonly published: PublishedSeqs;
  readonly receipts: Receipts | undefined;
  readonly effects: EffectRunner;
  readonly delivery: TurnDelivery;
  readonly admission: Admission | undefined;
  readonly resendOpenCommands: boolean;
}

export interface Loaded {
  readonly execution: Execution;
  /** A majority read of this very turn (V9). */
  readonly fresh: boolean;
  /** The stored projection is behind. */
  readonly stale: boolean;
  /** Why the broker would not take everything of an earlier turn. */
  readonly refusal?: string;
}

/** Room 2 for one instance: from the cache, from nothing, or from the journal. */
export class InstanceLoading {
  constructor(private readonly options: InstanceLoadingOptions) {}

  /** A start needs no read: inserting seq 0 is the test for existence. */
  async first(instance: string, items: readonly Item[], how: Evaluating): Promise<Loaded> {
    if (how.withheld !== undefined) return this.load(instance, how, items);
    const cached = this.options.cache.take(instance);
    if (cached !== undefined && !(how.resumes === true && isWithheld(cached)))
      return { execution: cached, fresh: false, stale: false };
    const first = items[0]?.input;
    const starts =
      first?.kind === 'request' && startOf(first.request) !== undefined && !this.options.published.has(instance);
    if (!starts) return this.load(instance, how, items);
    const { evaluation } = this.options;
    const find = this.options.registry.find;
    const { execution } = await replayHistory({ instance, turns: [], publishedSeq: -1, find, evaluation });
    return { execution, fresh: false, stale: false };
  }

  /**
   * Room 2. What lies above the published seq is published again before anything else happens. `items`: what is to be
   * taken next.
   */
  async load(instance: string, how: Evaluating = {}, items: readonly Item[] = []): Promise<Loaded> {
    const { loader, published, outgoing, publisher, effects, cache } = this.options;
    const { execution, turns, unpublished, publishedSeq, stale } = await loader.load(
      instance,
      published.get(instance),
      how,
    );
    cache.weigh(execution, turns);
    published.beginAt(instance, publishedSeq);
    let refusal: string | undefined;
    for (const { turn, messages, status } of unpublished) {
      this.options.receipts?.sends(instance, turn.seq, messages);
      const refused = await publisher.publish(outgoing.turn(turn, JSON.stringify(turn.events), status, messages));
      if (refused.length === 0) published.set(instance, turn.seq);
      else published.stopAt(instance, turn.seq);
      refusal ??= whyRefused(refused);
    }
    if (this.options.resendOpenCommands) await this.#resend(execution);
    effects.run(execution.state, execution.pendingEffects);
    const { seq, standstill } = execution.state;
    const isNew = standstill?.kind === 'parked' && !published.hasTried(instance, seq);
    if (isNew) published.tried(instance, seq);
    if (isNew && execution.canRevive && !execution.isResumedBy(items.map(({ input }) => input))) {
      const goesOn = await this.#revive(instance, execution);
      // It broke again, or its turn is not in the journal: its state ran ahead.
      if (!goesOn) return this.load(instance, how, items);
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
      this.options.admission?.changed(instance, true, execution.state.phase !== 'closed');
      await this.options.delivery.publish(instance, execution, outcome, [], false);
    }
    return !outcome.drop;
  }
}

function isWithheld({ state: { standstill } }: Execution): boolean {
  return standstill?.kind === 'parked' && withheldFor.includes(standstill.code);
}
