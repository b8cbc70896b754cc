import type { Journal } from '@skald/ports';

/** An empty journal to be tried. */
export interface JournalSubject {
  readonly journal: Journal;
  /** Another connection to the same data, or the same file opened anew. */
  reopen?(): Promise<Journal>;
  close(): Promise<void> | void;
}

/** One promise of the port: declares its tests over the subject that is open while they run. */
export type JournalPromise = (subject: () => JournalSubject) => void;
