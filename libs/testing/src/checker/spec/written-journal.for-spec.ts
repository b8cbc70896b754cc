import type { EventBody, SagaEvent } from '@skald/contracts';
import type { Turn } from '@skald/engine';

/** A journal of one instance, written by hand: each call is a turn, a second after the one before unless it says when. */
export class WrittenJournal {
  readonly turns: Turn[] = [];
  private run = 0;
  private index = 0;
  private at = Date.UTC(2026, 0, 1);

  constructor(
    readonly workflowId = 'order-42',
    readonly namespace = 'default',
  ) {}

  turn(...bodies: readonly EventBody[]): this {
    return this.turnAt(this.at + (this.turns.length === 0 ? 0 : 1_000), ...bodies);
  }

  /** @param at milliseconds since 1970 */
  turnAt(at: number, ...bodies: readonly EventBody[]): this {
    this.at = at;
    const [first] = bodies;
    const begins = first?.type === 'SagaContinuedAsNew' || (first?.type === 'SagaStarted' && this.turns.length > 0);
    if (begins) this.run += 1;
    const events = bodies.map((body): SagaEvent => {
      if (body.type === 'SagaStarted') this.index = 0;
      return { index: this.index++, ...body };
    });
    this.turns.push({
      ...{ namespace: this.namespace, workflowId: this.workflowId, seq: this.turns.length, run: this.run, at },
      ...{ saga: 'order-checkout', version: 1, causes: [], applied: { topicEpoch: 0, requests: -1, results: -1 } },
      events,
    });
    return this;
  }
}

/** When the first turn of a written journal is. */
export const began = Date.UTC(2026, 0, 1);
