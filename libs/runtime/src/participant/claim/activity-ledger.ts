import type { Clock, Ids, Ledger, LedgerRecord, RecordOutcome } from '@skald/ports';
import { StoreUnavailable } from '@skald/ports';

import { Batch } from '../../batch/batch.js';
import type { ActivityMemory } from './activity-memory.js';
import { remember } from './activity-memory.js';

/** The ledger with everything of one macrotask in one call. Instants are taken when a record is really sent. */
export class ActivityLedger {
  readonly #writes: Batch<(now: number) => LedgerRecord, RecordOutcome>;
  readonly #reads: Batch<string, readonly LedgerRecord[]>;

  constructor(
    ledger: Ledger,
    tools: { readonly clock: Clock; readonly ids: Ids; readonly onAvailability: (error: unknown) => void },
  ) {
    const permanent = (error: unknown): boolean => !(error instanceof StoreUnavailable);
    this.#writes = new Batch({
      ...tools,
      permanent,
      send: (records) => ledger.record(records.map((record) => record(tools.clock.now()))),
    });
    this.#reads = new Batch({ ...tools, permanent, send: (keys) => ledger.read(keys) });
  }

  async insert(record: (now: number) => LedgerRecord): Promise<boolean> {
    return (await this.#writes.add(record)).kind === 'recorded';
  }

  async recall(key: string): Promise<ActivityMemory> {
    return remember(await this.#reads.add(key));
  }

  close(): void {
    this.#writes.close();
    this.#reads.close();
  }
}
