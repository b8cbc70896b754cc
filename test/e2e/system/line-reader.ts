import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';

/** Lines of a stream, kept from the beginning, with waits for one that fits. */
export class Lines {
  readonly seen: string[] = [];
  readonly #waiting = new Set<(line: string) => void>();

  constructor(stream: Readable) {
    createInterface({ input: stream }).on('line', (line) => {
      this.seen.push(line);
      for (const waiting of [...this.#waiting]) waiting(line);
    });
  }

  /** The first line that fits, also one that came before. */
  async until(fits: (line: string) => boolean): Promise<string> {
    const seen = this.seen.find(fits);
    if (seen !== undefined) return seen;
    return new Promise((resolve) => {
      const look = (line: string): void => {
        if (!fits(line)) return;
        this.#waiting.delete(look);
        resolve(line);
      };
      this.#waiting.add(look);
    });
  }
}
