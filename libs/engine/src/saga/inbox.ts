import type { Json } from '@skald/contracts';
import type { WatchedWait } from '../state/timers.js';
import type { Waits } from './waits.js';

interface Waiting {
  readonly key: string;
  readonly since: number;
}

/** Signals of one name: those that came early, or those who wait; never both. */
interface Mailbox {
  readonly unread: Json[];
  waiting: Waiting[];
}

/** Who waits for signals of one name. */
export interface AwaitedSignal {
  readonly name: string;
  /** The oldest of them; milliseconds since 1970. */
  readonly since: number;
  readonly waits: readonly string[];
}

export interface Receive {
  readonly promise: Promise<Json>;
  withdraw(): void;
}

/** Signals in order of arrival, each taken once. */
export class Inbox {
  private readonly mailboxes = new Map<string, Mailbox>();
  /** Waits that are to be told when they last. */
  private readonly watchedWaits = new Map<string, WatchedWait>();
  private receives = 0;
  unread = 0;

  constructor(private readonly waits: Waits) {}

  /** True when somebody was waiting for it. */
  deliver(name: string, payload: Json): boolean {
    const mailbox = this.mailbox(name);
    if (this.handOver(mailbox, payload)) return true;
    this.keep(name, payload);
    return false;
  }

  /** It stays unread, also where somebody waits. */
  keep(name: string, payload: Json): void {
    this.mailbox(name).unread.push(payload);
    this.unread += 1;
  }

  receive(name: string, since: number, escalateAfterMs?: number): Receive {
    const mailbox = this.mailbox(name);
    const key = `receive:${(this.receives += 1)}`;
    const promise = this.waits.open<Json>(key);
    const early = mailbox.unread.shift();
    if (early !== undefined) {
      this.unread -= 1;
      this.waits.resolve(key, early);
    } else {
      mailbox.waiting.push({ key, since });
      if (escalateAfterMs !== undefined) {
        this.watchedWaits.set(key, { wait: key, name, since, escalateAt: since + escalateAfterMs });
      }
    }
    return { promise, withdraw: () => this.withdraw(mailbox, key, early) };
  }

  /** What nobody has taken; of one name in order of arrival. */
  get unreadSignals(): { name: string; payload: Json }[] {
    return [...this.mailboxes].flatMap(([name, { unread }]) => unread.map((payload) => ({ name, payload })));
  }

  get awaited(): AwaitedSignal[] {
    return [...this.mailboxes].flatMap(([name, { waiting }]) => {
      const present = waiting.filter(({ key }) => this.waits.has(key));
      const [oldest] = present;
      return oldest === undefined ? [] : [{ name, since: oldest.since, waits: present.map(({ key }) => key) }];
    });
  }

  get watched(): WatchedWait[] {
    for (const key of this.watchedWaits.keys()) if (!this.waits.has(key)) this.watchedWaits.delete(key);
    return [...this.watchedWaits.values()];
  }

  /** A receive that lost its race takes no signal: an early one goes back to the head of the line. */
  private withdraw(mailbox: Mailbox, key: string, early: Json | undefined): void {
    if (this.waits.close(key) !== undefined) {
      mailbox.waiting = mailbox.waiting.filter((waiting) => waiting.key !== key);
    } else if (early !== undefined && !this.handOver(mailbox, early)) {
      mailbox.unread.unshift(early);
      this.unread += 1;
    }
  }

  /** True when somebody was waiting for it. */
  private handOver({ waiting }: Mailbox, payload: Json): boolean {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (this.waits.resolve(next.key, payload)) return true;
    }
    return false;
  }

  private mailbox(name: string): Mailbox {
    let mailbox = this.mailboxes.get(name);
    if (mailbox === undefined) this.mailboxes.set(name, (mailbox = { unread: [], waiting: [] }));
    return mailbox;
  }
}
