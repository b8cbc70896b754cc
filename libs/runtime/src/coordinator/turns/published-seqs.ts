import { LRUCache } from 'lru-cache';

/** What an owner knows of its instances beyond the cache: how far their messages are out, what was tried. */
export class PublishedSeqs {
  readonly #seqs = new LRUCache<string, number>({ max: 200_000 });
  readonly #revived = new LRUCache<string, number>({ max: 100_000 });
  readonly #resent = new LRUCache<string, true>({ max: 200_000 });

  has(instance: string): boolean {
    return this.#seqs.has(instance);
  }

  /** -1: nothing is known. */
  get(instance: string): number {
    return this.#seqs.get(instance) ?? -1;
  }

  set(instance: string, seq: number): void {
    this.#seqs.set(instance, Math.max(seq, this.get(instance)));
  }

  forget(instance: string): void {
    this.#seqs.delete(instance);
    this.#revived.delete(instance);
    this.#resent.delete(instance);
  }

  /** True when this process has tried at this seq before; from now on it has. */
  triedToRevive(instance: string, seq: number): boolean {
    if (this.#revived.get(instance) === seq) return true;
    this.#revived.set(instance, seq);
    return false;
  }

  /** True when this process has sent the open commands before; from now on it has. */
  resent(instance: string): boolean {
    if (this.#resent.has(instance)) return true;
    this.#resent.set(instance, true);
    return false;
  }
}
