/** Everything that topics held, dead letters like the others, and how far each group had come. */
export interface BrokerDump {
  /** Before the names of Skald's topics: `saga.`. */
  readonly prefix: string;
  /** Of every topic; those of one partition in the order of their offsets. */
  readonly records: readonly BrokerRecord[];
  readonly committed: readonly CommittedOffset[];
}

export interface BrokerRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  /** Bytes read as UTF-8; what is none becomes U+FFFD. */
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

export interface CommittedOffset {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  /** The next one to read. */
  readonly offset: number;
}
