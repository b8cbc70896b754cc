import type { Json } from '@skald/contracts';
import type { Waits } from './waits.js';

/** Signals of one name: those that came early, or those who wait; never both. */
interface Mailbox {
  readonly unread: Json[];
  readonly waiting: string[];
  since: number;
}

/** Signals in order of arrival, each taken once. */
export class Inbox {
  private readonly mailboxes = new Map<string, Mailbox>();
  private receives = 0;
  unread = 0;

  constructor(private readonly waits: Waits) {}

  /** True when somebody was waiting for it. */
  deliver(name: string, payload: Json): boolean {
    const mailbox = this.mailbox(name);
    if (this.handOver(mailbox, payload)) return true;
    mailbox.unread.push(payload);
    this.unread += 1;
    return false;
  }

  receive(name: string, at: number): Receive {
    const mailbox = this.mailbox(name);
    const key = `receive:${(this.receives += 1)}`;
    const promise = this.waits.open<Json>(key);
    const early = mailbox.unread.shift();
    if (early === undefined) {
      mailbox.waiting.push(key);
      mailbox.since = at;
    } else {
      this.unread -= 1;
      this.waits.resolve(key, early);
    }
    return { promise, withdraw: () => this.withdraw(mailbox, key, early) };
  }

  /** What nobody has taken; of one name in order of arrival. */
  get unreadSignals(): { name: string; payload: Json }[] {
    return [...this.mailboxes].flatMap(([name, { unread }]) => unread.map((payload) => ({ name, payload })));
  }

  /** Names that somebody waits for, with the instant since when. */
  get awaited(): { name: string; since: number }[] {
    return [...this.mailboxes].flatMap(([name, { waiting, since }]) =>
      waiting.some((key) => this.waits.has(key)) ? [{ name, since }] : [],
    );
  }

  /** A receive that lost its race takes no signal: an early one goes back to the head of the line. */
  private withdraw(mailbox: Mailbox, key: string, early: Json | undefined): void {
    if (this.waits.close(key) !== undefined) {
      const position = mailbox.waiting.indexOf(key);
      if (position >= 0) mailbox.waiting.splice(position, 1);
    } else if (early !== undefined && !this.handOver(mailbox, early)) {
      mailbox.unread.unshift(early);
      this.unread += 1;
    }
  }

  /** True when somebody was waiting for it. */
  private handOver(mailbox: Mailbox, payload: Json): boolean {
    for (let key = mailbox.waiting.shift(); key !== undefined; key = mailbox.waiting.shift()) {
      if (this.waits.resolve(key, payload)) return true;
    }
    return false;
  }

  private mailbox(name: string): Mailbox {
    let mailbox = this.mailboxes.get(name);
    if (mailbox === undefined) this.mailboxes.set(name, (mailbox = { unread: [], waiting: [], since: 0 }));
    return mailbox;
  }
}

export interface Receive {
  readonly promise: Promise<Json>;
  withdraw(): void;
}
