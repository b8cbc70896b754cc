import type { Reply } from '@skald/contracts';
import type { Clock, Ids, Log, MessageBus, Subscription } from '@skald/ports';

import { backOffMs, defaultBackOff } from '../clock/back-off.js';
import { Pauses } from '../clock/pauses.js';
import { decodeReply } from '../messages/decode-reply.js';

export interface ReplyIntakeOptions {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly topic: string;
  readonly onReply: (reply: Reply) => void;
  /** The subscription stopped and stands again: replies in between were missed. */
  readonly onGap: () => void;
}

/** One subscription to the replies for everything that this client asks, begun with the first question. */
export class ReplyIntake {
  readonly #options: ReplyIntakeOptions;
  readonly #pauses: Pauses;
  #live: Promise<void> | undefined;
  #isLive = false;
  #subscription: Subscription | undefined;
  #closed = false;

  constructor(options: ReplyIntakeOptions) {
    this.#options = options;
    this.#pauses = new Pauses(options.clock);
  }

  get isLive(): boolean {
    return this.#isLive;
  }

  /** Resolves when every reply from now on is seen. Never rejects; after `close` it may never resolve. */
  live(): Promise<void> {
    return (this.#live ??= this.#subscribeUntilLive());
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#isLive = false;
    this.#pauses.close();
    await this.#subscription?.stop();
  }

  async #subscribeUntilLive(): Promise<void> {
    const { ids, log, topic } = this.#options;
    for (let failures = 1; !this.#closed; failures++) {
      try {
        await this.#subscribe();
        this.#isLive = true;
        return;
      } catch (error) {
        log.write('warn', 'replies cannot be heard yet', { topic, error: String(error) });
      }
      if (!(await this.#pauses.pause(backOffMs(defaultBackOff, failures, ids)))) break;
    }
    return new Promise(() => undefined);
  }

  async #subscribe(): Promise<void> {
    const { bus, ids, topic, onReply } = this.#options;
    const [partitions] = await bus.partitionCounts([topic]);
    if (partitions === 0 || partitions === undefined) throw new Error(`topic ${topic} does not exist`);
    let assigned: () => void = () => undefined;
    const assignment = new Promise<void>((resolve) => (assigned = resolve));
    const subscription = await bus.subscribe(
      { group: `skald-client-${ids.uuid()}`, topics: [topic], broadcast: true },
      {
        assigned: (_, all) => {
          if (all.length > 0) assigned();
        },
        records: (_, records) => {
          for (const record of records) {
            const decoded = decodeReply(record);
            if (decoded.kind === 'message') onReply(decoded.message);
          }
        },
        crashed: (error) => this.#crashed(error),
      },
    );
    this.#subscription = subscription;
    if (this.#closed) await subscription.stop();
    await assignment;
  }

  #crashed(error: Error): void {
    if (this.#closed) return;
    this.#options.log.write('error', 'the subscription to replies stopped; begun again', { error: String(error) });
    this.#isLive = false;
    this.#live = this.#subscribeUntilLive();
    void this.#live.then(() => this.#options.onGap());
  }
}
