import { Heap } from 'heap-js';
import type { Cancel, Clock } from '@skald/ports';

/** When too much is at work already. */
const tryAgainMs = 50;

interface Entry {
  readonly instance: string;
  readonly at: number;
}

/** The near wake-ups of this owner, in a heap; the far ones stay in the store until a scan brings them. */
export class Wakes {
  readonly #heap = new Heap<Entry>((a, b) => a.at - b.at);
  /** The wake-up that counts for each instance; entries of the heap that differ are stale. */
  readonly #present = new Map<string, number>();
  #timer: Cancel | undefined;
  #timerAt = Infinity;
  #closed = false;

  constructor(
    private readonly clock: Clock,
    private readonly wake: (instance: string) => void,
    private readonly hasRoom: () => boolean,
  ) {}

  get size(): number {
    return this.#present.size;
  }

  /** The instance is to be woken then, and not as said before; undefined: not at all. */
  set(instance: string, at: number | undefined): void {
    if (this.#closed) return;
    if (at === undefined) {
      this.#present.delete(instance);
      return;
    }
    if (this.#present.get(instance) === at) return;
    this.#present.set(instance, at);
    this.#heap.push({ instance, at });
    this.#arm();
  }

  /** The store says so, which may be behind: it never delays what is known here. */
  found(instance: string, at: number): void {
    const known = this.#present.get(instance);
    if (known === undefined || at < known) this.set(instance, at);
  }

  forget(keep: (instance: string) => boolean): void {
    for (const instance of this.#present.keys()) if (!keep(instance)) this.#present.delete(instance);
  }

  close(): void {
    this.#closed = true;
    this.#timer?.();
    this.#present.clear();
    this.#heap.clear();
  }

  #arm(): void {
    const next = this.#heap.peek();
    if (next !== undefined && next.at < this.#timerAt) this.#armAt(next.at);
  }

  #armAt(at: number): void {
    this.#timer?.();
    this.#timerAt = at;
    this.#timer = this.clock.after(Math.max(0, at - this.clock.now()), () => this.#fire());
  }

  #fire(): void {
    this.#timerAt = Infinity;
    const now = this.clock.now();
    for (let next = this.#heap.peek(); next !== undefined && next.at <= now; next = this.#heap.peek()) {
      if (this.#present.get(next.instance) === next.at && !this.hasRoom()) return this.#armAt(now + tryAgainMs);
      this.#heap.pop();
      if (this.#present.get(next.instance) !== next.at) continue;
      this.#present.delete(next.instance);
      this.wake(next.instance);
    }
    this.#arm();
  }
}
