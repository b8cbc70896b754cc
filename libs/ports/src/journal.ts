import type { Turn } from '@skald/engine';

/** A turn on its way into the journal, with the one JSON text of its events that is also published. */
export interface EncodedTurn {
  readonly turn: Turn;
  /** `JSON.stringify(turn.events)`, encoded once by the runtime. */
  readonly eventsJson: string;
}

export type AppendOutcome =
  | { readonly kind: 'appended' }
  /** Somebody else wrote this (instance, seq) first (V3). Nothing was changed. */
  | { readonly kind: 'conflict' }
  /** This turn was refused for good by the store (too large, not storable); others of the batch are not affected. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * The history of every instance: append-only, one document per turn.
 * The unique identity (namespace, workflowId, seq) is the only fence.
 */
export interface Journal {
  /**
   * Appends turns, each on its own: one outcome per turn, in order.
   * An outcome `appended` is durable at majority.
   * @throws StoreUnavailable when it is not known what was written; the caller then reads back.
   */
  append(turns: readonly EncodedTurn[]): Promise<readonly AppendOutcome[]>;
  /**
   * The turns of each instance from its `fromSeq` on, in order of seq, read at majority from the primary. One answer per question, in order.
   * @throws UnknownFormat | UnreadableTurn
   */
  read(
    questions: readonly { readonly instance: string; readonly fromSeq: number }[],
  ): Promise<readonly (readonly Turn[])[]>;
  /** One page of turns, for people and tools. @throws UnknownFormat | UnreadableTurn */
  page(instance: string, afterSeq: number, limit: number): Promise<readonly Turn[]>;
  /** Removes closed instances for good, seq 0 last. */
  remove(instances: readonly string[]): Promise<void>;
}
