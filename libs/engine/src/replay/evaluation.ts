import type { Guard } from './deliver.js';

/** What saga code needs of the world while it is evaluated. */
export interface Evaluation {
  /** Resolves when every promise chain that was ready has settled. */
  settled(): Promise<void>;
  readonly guard: Guard;
  readonly historyLimits?: HistoryLimits;
}

/** Events of one run. */
export interface HistoryLimits {
  /** A line in the log. */
  readonly warnAt: number;
  /** The saga fails with `HISTORY_TOO_LARGE` and is undone; past its pivot it is parked. */
  readonly failAt: number;
}

export const defaultHistoryLimits: HistoryLimits = { warnAt: 10_000, failAt: 50_000 };
