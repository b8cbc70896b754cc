import type { IncomingRecord } from '@skald/ports';

import type { PartitionProgress } from './partition-progress.js';

/** A partition while it is assigned to this process. */
export interface PartitionHold {
  progress: PartitionProgress;
  /** Cleared when somebody else has it, or will have it: what has not begun is theirs. */
  owned: boolean;
}

/** One record that has come, on its way to be settled. */
export class Delivery {
  #state: 'waiting' | 'begun' | 'settled' = 'waiting';
  readonly #hold: PartitionHold;
  readonly #progress: PartitionProgress;

  constructor(
    readonly record: IncomingRecord,
    hold: PartitionHold,
    private readonly counted: { waiting(change: 1 | -1): void; settled(): void },
  ) {
    this.#hold = hold;
    this.#progress = hold.progress;
    counted.waiting(1);
  }

  /** Nothing may begin here any more: it comes again, to whoever has the partition then. */
  get gone(): boolean {
    return !this.#hold.owned || this.#hold.progress !== this.#progress;
  }

  begin(): void {
    if (this.#state !== 'waiting') return;
    this.#state = 'begun';
    this.counted.waiting(-1);
  }

  /** Back in line. */
  hold(): void {
    if (this.#state !== 'begun') return;
    this.#state = 'waiting';
    this.counted.waiting(1);
  }

  /** Given back: it does not count here any more, and stays unsettled. */
  drop(): void {
    this.begin();
  }

  /** What became of it is durable: of a command, the broker has the result (rule 6). */
  settle(): void {
    if (this.#state === 'settled') return;
    this.begin();
    this.#state = 'settled';
    this.#progress.settle(this.record.offset);
    this.counted.settled();
  }
}
