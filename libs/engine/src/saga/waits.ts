/** One thing the body waits for. */
interface Wait {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * What the body waits for, by key. A promise that is never settled stays pending: suspension never throws into saga code.
 */
export class Waits {
  private readonly pending = new Map<string, Wait>();

  /** `goesOn`: called right before whoever waited goes on. */
  constructor(private readonly goesOn: () => void) {}

  get size(): number {
    return this.pending.size;
  }

  open<T>(key: string): Promise<T> {
    const promise = new Promise<T>((resolve, reject) => {
      this.pending.set(key, { resolve, reject });
    });
    // Before anybody else listens. Nobody may, ever: that is not an unhandled rejection of the process.
    promise.then(this.goesOn, this.goesOn);
    return promise;
  }

  has(key: string): boolean {
    return this.pending.has(key);
  }

  resolve(key: string, value: unknown): boolean {
    const wait = this.close(key);
    wait?.resolve(value);
    return wait !== undefined;
  }

  reject(key: string, error: Error): boolean {
    const wait = this.close(key);
    wait?.reject(error);
    return wait !== undefined;
  }

  close(key: string): Wait | undefined {
    const wait = this.pending.get(key);
    this.pending.delete(key);
    return wait;
  }

  rejectAll(error: () => Error): void {
    const waits = [...this.pending.values()];
    this.pending.clear();
    for (const wait of waits) wait.reject(error());
  }
}
