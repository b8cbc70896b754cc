import type { MessageBus } from '@skald/ports';

/** A broker to be held against the contract. */
export interface MessageBusUnderTest {
  /** Another client of the same broker; closed with it. */
  bus(): Promise<MessageBus>;
  /** A fresh topic with so many partitions. */
  topic(partitions: number): Promise<string>;
  /** Of a broker with a time of its own. */
  readonly now?: () => number;
  close(): Promise<void>;
}

/** The broker of the running suite, for one promise. */
export type Subject = () => MessageBusUnderTest;

let names = 0;

/** A group or topic name that no other test uses. */
export function fresh(what: string): string {
  return `${what}-${process.pid}-${Date.now().toString(36)}-${names++}`;
}
