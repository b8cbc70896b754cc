import type { Turn } from '@skald/engine';
import type { AppendOutcome, InstanceProjection } from '@skald/ports';

/** What journal and projections held. */
export interface JournalDump {
  /** Of every instance, those of one instance in the order in which the journal gives them. */
  readonly turns: readonly Turn[];
  /** `turns` at earlier moments, oldest first. */
  readonly earlier: readonly (readonly Turn[])[];
  readonly projections: readonly InstanceProjection[];
  /** What the owners of instances tried to write; left out: nobody watched. */
  readonly writes?: readonly JournalWrite[];
}

/** One turn that one process handed to the journal. */
export interface JournalWrite {
  /** The process, and which life of it. */
  readonly owner: string;
  readonly turn: Turn;
  /** As the owner was told; unknown: the store gave no answer. */
  readonly outcome: AppendOutcome['kind'] | 'unknown';
}
