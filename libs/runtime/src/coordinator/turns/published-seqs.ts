import { LRUCache } from 'lru-cache';

/** Bounded by weight: bounded by `max` it would take the memory of all entries, and the time to clear it, at once. */
const atMost = <V extends number | true>(entries: number): LRUCache<string, V> =>
  new LRUCache({ maxSize: entries, sizeCalculation: () => 1 });

/** What an owner knows of its instances beyond the cache: how far their messages are out, what was tried. */
export class PublishedSeqs {
  readonly #seqs = atMost<number>(200_000);
  /** The oldest turn of which the broker would not take everything: those after it do not count until it is out. */
  readonly #stops = atMost<number>(10_000);
  readonly #tried = atMost<number>(100_000);
  readonly #resent = atMost<true>(200_000);

  has(instance: string): boolean {
    return this.#seqs.has(instance);
  }

  /** -1: nothing is known. */
  get(instance: string): number {
    return this.#seqs.get(instance) ?? -1;
  }

  set(instance: string, seq: number): void {
    const stop = this.#stops.get(instance);
    if (stop !== undefined && seq > stop) return;
    if (stop === seq) this.#stops.delete(instance);
    this.#seqs.set(instance, Math.max(seq, this.get(instance)));
  }

  /** After a load: everything up to `seq` is out, what comes after it is tried again. */
  beginAt(instance: string, seq: number): void {
    this.#stops.delete(instance);
    if (seq >= 0) this.#seqs.set(instance, seq);
    else this.#seqs.delete(instance);
  }

  stopAt(instance: string, seq: number): void {
    this.#stops.set(instance, Math.min(seq, this.#stops.get(instance) ?? seq));
  }

  forget(instance: string): void {
    this.#seqs.delete(instance);
    this.#stops.delete(instance);
    this.#tried.delete(instance);
    this.#resent.delete(instance);
  }

  /** Whether this process has looked at it, parked at this seq: a second look would find the same. */
  hasTried(instance: string, seq: number): boolean {
    return this.#tried.get(instance) === seq;
  }

  tried(instance: string, seq: number): void {
    this.#tried.set(instance, seq);
  }

  /** True when this process has sent the open commands before; from now on it has. */
  resent(instance: string): boolean {
    if (this.#resent.has(instance)) return true;
    this.#resent.set(instance, true);
    return false;
  }
}
