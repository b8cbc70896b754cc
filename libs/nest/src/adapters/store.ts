import type { Custody, Instances, Journal, Ledger, Versions } from '@skald/ports';

/** Where everything durable is kept, as `connectMongo` and `openEmbeddedStore` give it. */
export interface Store {
  readonly journal: Journal;
  readonly instances: Instances;
  readonly ledger: Ledger;
  readonly custody: Custody;
  readonly versions: Versions;
  /** Resolves when it answers; rejects with StoreUnavailable. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
