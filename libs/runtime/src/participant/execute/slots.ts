import type { ActivityHandler } from '../activity-handler.js';
import { Gate } from './gate.js';

/** Attempts at once: of each handler first, so that one that is slow holds no place of the others, then of the process. */
export class Slots {
  readonly #all: Gate;
  readonly #handlers = new Map<ActivityHandler, Gate>();

  constructor(concurrency: number, handlerConcurrency: number, handlers: readonly ActivityHandler[]) {
    this.#all = new Gate(concurrency);
    for (const handler of handlers) this.#handlers.set(handler, new Gate(handler.concurrency ?? handlerConcurrency));
  }

  /** The way out again, to be called once or more; nothing when the process is ending. */
  async enter(handler: ActivityHandler): Promise<(() => void) | undefined> {
    const own = this.#handlers.get(handler)!;
    if (!(await own.pass())) return undefined;
    if (!(await this.#all.pass())) {
      own.leave();
      return undefined;
    }
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      this.#all.leave();
      own.leave();
    };
  }

  close(): void {
    this.#all.close();
    for (const gate of this.#handlers.values()) gate.close();
  }
}
