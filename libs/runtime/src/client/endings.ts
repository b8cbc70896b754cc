import type { ClosedReply } from '@skald/contracts';

import { ClientClosed } from './errors/client-closed.error.js';
import type { AskedRequest } from './request-desk.js';
import { answerKey } from './request-desk.js';

/** How one instance ends, as soon as that is known. */
export class Ending {
  #reply: ClosedReply | undefined;
  #waiting: { readonly resolve: (reply: ClosedReply) => void; readonly reject: (error: Error) => void }[] = [];

  constructor(
    readonly request: AskedRequest,
    private readonly awaited: Set<Ending>,
  ) {}

  wait(): Promise<ClosedReply> {
    if (this.#reply !== undefined) return Promise.resolve(this.#reply);
    // From here on somebody waits, even if nobody keeps the handle.
    this.awaited.add(this);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  settle(reply: ClosedReply): void {
    this.#reply = reply;
    this.awaited.delete(this);
    for (const { resolve } of this.#waiting.splice(0)) resolve(reply);
  }

  abandon(): void {
    this.awaited.delete(this);
    for (const { reject } of this.#waiting.splice(0)) reject(new ClientClosed());
  }
}

/** The endings that somebody may still ask for. A handle that nobody keeps is forgotten with its ending. */
export class Endings {
  readonly #byKey = new Map<string, WeakRef<Ending>>();
  readonly #awaited = new Set<Ending>();
  readonly #forgotten = new FinalizationRegistry<string>((key) => {
    if (this.#byKey.get(key)?.deref() === undefined) this.#byKey.delete(key);
  });

  /** To be called before the request leaves, since `closed` may follow `accepted` at once. */
  expect(request: AskedRequest): Ending {
    const key = answerKey(request);
    const known = this.#byKey.get(key)?.deref();
    if (known !== undefined) return known;
    const ending = new Ending(request, this.#awaited);
    this.#byKey.set(key, new WeakRef(ending));
    this.#forgotten.register(ending, key);
    return ending;
  }

  ended(reply: ClosedReply): void {
    const key = answerKey(reply);
    this.#byKey.get(key)?.deref()?.settle(reply);
    this.#byKey.delete(key);
  }

  /** The starts whose end somebody waits for. */
  get awaited(): readonly AskedRequest[] {
    return [...this.#awaited].map(({ request }) => request);
  }

  close(): void {
    for (const ending of [...this.#awaited]) ending.abandon();
    this.#byKey.clear();
  }
}
