import type { Json } from '@skald/contracts';
import type { Receive } from './inbox.js';

/** Signals of one name, one after another. Nobody waits but while the next one is asked for. */
export class SignalIterator<T> implements AsyncIterableIterator<T> {
  private readonly asked = new Set<{ readonly receive: Receive; readonly end: () => void }>();
  private over = false;

  constructor(
    private readonly receive: () => Receive,
    /** The promise gives its signal back when it loses a race. */
    private readonly withdrawable: (promise: Promise<unknown>, withdraw: () => void) => void,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.over) return Promise.resolve(end);
    const receive = this.receive();
    const taken = receive.promise.then((value: Json) => ({ done: false as const, value: value as T }));
    const left = new Promise<typeof end>((resolve) => {
      const asking = { receive, end: () => resolve(end) };
      this.asked.add(asking);
      const answered = (): void => void this.asked.delete(asking);
      receive.promise.then(answered, answered);
    });
    const promise = Promise.race([taken, left]);
    this.withdrawable(promise, () => receive.withdraw());
    return promise;
  }

  /** Leaving the loop: what is still asked for is not taken. */
  return(): Promise<IteratorResult<T, undefined>> {
    this.over = true;
    for (const asking of this.asked) {
      asking.receive.withdraw();
      asking.end();
    }
    this.asked.clear();
    return Promise.resolve(end);
  }
}

const end = { done: true, value: undefined } as const;
