export interface PartHealth {
  readonly ready: boolean;
  /** What is wrong, for people. */
  readonly problems: readonly string[];
  /** For /metrics: `skald_<part>_<name>`. */
  readonly gauges: Readonly<Record<string, number>>;
}

/** What runs in a process between its boot and its shutdown: a coordinator, a participant, a client. */
export interface LivingPart {
  readonly name: string;
  /** Resolves when it takes in; waits for servers that do not answer yet. */
  start(): Promise<void>;
  /** Stops taking in and finishes what is under way. */
  drain(): Promise<void>;
  health(): PartHealth;
}
