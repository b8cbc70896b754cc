import type { Subscription, TopicPartition } from '@skald/ports';

/** Records whose projection is not stored yet cost little; without end they would cost all memory. */
const unsettledPerWaiting = 20;

export interface IntakeLoad {
  /** Records that had no turn yet. */
  readonly waiting: number;
  /** Records that are not settled. */
  readonly unsettled: number;
  /** Of those. */
  readonly unsettledBytes: number;
}

export interface IntakeLimits {
  readonly waiting: number;
  readonly bytes: number;
}

/** Back-pressure: pauses the partitions while too much is in hand, and resumes them at half of it. */
export class IntakeGate {
  #subscription: Subscription | undefined;
  #assignment: readonly TopicPartition[] = [];
  #paused = false;
  #closed = false;

  constructor(
    private readonly limits: IntakeLimits,
    private readonly load: () => IntakeLoad,
  ) {}

  get hasRoom(): boolean {
    return this.load().waiting <= this.limits.waiting;
  }

  attach(subscription: Subscription): void {
    this.#subscription = subscription;
    this.check();
  }

  /** Everything is resumed by an assignment. */
  assigned(partitions: readonly TopicPartition[]): void {
    this.#assignment = partitions;
    this.#paused = false;
    if (this.#closed) this.#subscription?.pause(partitions);
    else this.check();
  }

  /** Something came in. */
  check(): void {
    if (this.#paused || this.#closed || this.#subscription === undefined || this.#fits(1)) return;
    this.#paused = true;
    this.#subscription.pause(this.#assignment);
  }

  /** Something is done. */
  relax(): void {
    if (!this.#paused || this.#closed || !this.#fits(2)) return;
    this.#paused = false;
    this.#subscription?.resume(this.#assignment);
  }

  /** Nothing more comes in. */
  close(): void {
    this.#closed = true;
    this.#subscription?.pause(this.#assignment);
  }

  #fits(divisor: number): boolean {
    const { limits } = this;
    const { waiting, unsettled, unsettledBytes } = this.load();
    if (waiting > limits.waiting / divisor || unsettledBytes > limits.bytes / divisor) return false;
    return unsettled <= (limits.waiting * unsettledPerWaiting) / divisor;
  }
}
