import type { BankBooks } from './bank-books.js';
import type { BrokerDump } from './broker-dump.js';
import type { ClientCall } from './client-call.js';
import type { EffectLog } from './effect-log.js';
import type { JournalDump } from './journal-dump.js';
import type { Remains } from './remains.js';
import type { ReplayedHistory } from './replayed-history.js';

/** What is left of one run, as plain data: whoever ran it and with whichever adapters. Instants in milliseconds since 1970. */
export interface Evidence {
  /** What makes this run again: a seed, a command. */
  readonly seed: string;
  /** When the evidence was taken; everything had been given time to come to rest. */
  readonly at: number;
  /** When the last fault ended. */
  readonly healedAt: number;
  /** So long after `healedAt` everything must be at rest, in milliseconds. */
  readonly boundMs: number;
  readonly journal: JournalDump;
  readonly effects: EffectLog;
  /** In the order in which they were made. */
  readonly calls: readonly ClientCall[];
  readonly broker: BrokerDump;
  readonly remains: Remains;
  /** Made from the journal by `replaysOf`. */
  readonly replays: readonly ReplayedHistory[];
  /** Where the workload was the bank. */
  readonly bank?: BankBooks;
}

/** Of a run in which nothing happened: say only what was seen. */
export function emptyEvidence(seen: Partial<Evidence> & { readonly seed: string }): Evidence {
  return {
    at: 0,
    healedAt: 0,
    boundMs: 0,
    journal: { turns: [], earlier: [], projections: [] },
    effects: { calls: [], effective: [], faults: { byKey: {}, anywhere: 0 } },
    calls: [],
    broker: { prefix: 'saga.', records: [], committed: [] },
    remains: { left: [], logs: [], metrics: '', secrets: [], encoded: false },
    replays: [],
    ...seen,
  };
}
