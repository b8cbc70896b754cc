/** Lets so many through a second, and at most those of one second at once. Instants in milliseconds. */
export class TokenBucket {
  #tokens: number | undefined;
  #at = 0;

  take(now: number, perSecond: number): boolean {
    const most = Math.max(1, perSecond);
    const refilled = this.#tokens === undefined ? most : this.#tokens + ((now - this.#at) / 1_000) * perSecond;
    this.#tokens = Math.min(most, refilled);
    this.#at = now;
    // Thirds of a token add up to a little less than one.
    if (this.#tokens < 1 - 1e-9) return false;
    this.#tokens -= 1;
    return true;
  }

  giveBack(): void {
    if (this.#tokens !== undefined) this.#tokens += 1;
  }
}
