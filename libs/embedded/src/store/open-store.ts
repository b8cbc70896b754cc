import type { Clock, Custody, Instances, Journal, Ledger, Versions } from '@skald/ports';
import { CommitGroup } from './commit-group.js';
import { SqliteCustody } from './custody.sqlite.js';
import { SqliteInstances } from './instances.sqlite.js';
import { SqliteJournal } from './journal.sqlite.js';
import { SqliteLedger } from './ledger.sqlite.js';
import { openDatabase } from './open-database.js';
import { Reader } from './reader.js';
import { SqliteVersions } from './versions.sqlite.js';

export interface EmbeddedStoreOptions {
  /** Path of the SQLite file, created when missing; `:memory:` for tests. */
  readonly file: string;
  /** Says when everybody who has something to write has had a turn: one macrotask is one group. */
  readonly clock: Pick<Clock, 'settled'>;
}

export interface EmbeddedStore {
  readonly journal: Journal;
  readonly instances: Instances;
  readonly ledger: Ledger;
  readonly custody: Custody;
  readonly versions: Versions;
  /** Resolves when the file can be read; rejects with StoreUnavailable. */
  ping(): Promise<void>;
  /** Writes what waits and releases the file. */
  close(): Promise<void>;
}

/**
 * Journal, instances and ledger in one file, for this process alone.
 * @throws EmbeddedStoreRefused when the file is in use, damaged, not ours or not writable.
 */
export function openEmbeddedStore({ file, clock }: EmbeddedStoreOptions): EmbeddedStore {
  const database = openDatabase(file);
  const writer = new CommitGroup(database, file, () => clock.settled());
  const reader = new Reader(database, file);
  return {
    journal: new SqliteJournal(writer, reader),
    instances: new SqliteInstances(writer, reader),
    ledger: new SqliteLedger(writer, reader),
    custody: new SqliteCustody(writer, reader),
    versions: new SqliteVersions(writer, reader),
    async ping() {
      reader.all('SELECT 1', []);
    },
    async close() {
      if (!database.isOpen) return;
      writer.close();
      database.close();
    },
  };
}
