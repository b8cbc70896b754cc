import type { Ledger } from '@skald/ports';

/** An empty ledger to be tried. */
export interface LedgerSubject {
  readonly ledger: Ledger;
  /** Another connection to the same data, or the same file opened anew. */
  reopen?(): Promise<Ledger>;
  close(): Promise<void> | void;
}

/** One promise of the port: declares its tests over the subject that is open while they run. */
export type LedgerPromise = (subject: () => LedgerSubject) => void;
