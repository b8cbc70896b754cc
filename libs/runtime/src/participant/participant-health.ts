export type ParticipantState = 'new' | 'starting' | 'running' | 'draining' | 'stopped' | 'crashed';

/** What a readiness probe and a person want to know. */
export interface ParticipantHealth {
  readonly state: ParticipantState;
  /** It takes commands: running, both bus and ledger answer, and the topics of bound systems are there. */
  readonly ready: boolean;
  readonly bus: 'ok' | 'unavailable';
  readonly ledger: 'ok' | 'unavailable';
  /** Topics of other systems that are missing. */
  readonly problems: readonly string[];
  /** The last error of what is not well. */
  readonly detail?: string;
  /** Handlers that run, also those whose time is over. */
  readonly running: number;
  /** Commands that are held here to be tried again. */
  readonly delayed: number;
  readonly queues: readonly {
    readonly queue: string;
    /** Commands that have come but not begun. */
    readonly waiting: number;
    readonly paused: readonly string[];
  }[];
}
