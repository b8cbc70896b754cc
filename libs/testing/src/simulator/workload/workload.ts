import type { ActivityHandler } from '@skald/runtime';
import type { BankBooks } from '../../checker/evidence/bank-books.js';
import type { Evidence } from '../../checker/evidence/evidence.js';
import type { PlannedCall } from '../house/caller.js';
import type { SimulatedProcess } from '../process/simulated-process.js';

/** Of one seed: who carries activities out, what is asked, and what must be true of it afterwards. */
export interface Workload {
  /** Made for each process of a worker; they wait by its clock. What they share outside of it no fault touches. */
  readonly handlers: (process: SimulatedProcess) => readonly ActivityHandler[];
  /** What each caller asks. */
  readonly calls: readonly (readonly PlannedCall[])[];
  /** Where money is moved. */
  readonly bank?: () => BankBooks;
  /** Texts in payloads that no log may show. */
  readonly secrets?: readonly string[];
  /** What was promised beside the invariants and is not so, a line each. */
  readonly judge?: (evidence: Evidence) => readonly string[];
}
