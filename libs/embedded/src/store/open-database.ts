import { DatabaseSync } from 'node:sqlite';
import { additions, applicationId, schema, schemaVersion } from './schema.sqlite.js';
import { EmbeddedStoreRefused, openingRefused } from './sqlite-error.js';

/** Random places of the indexes are found in memory; the default of 2 MiB reads them from the file again and again. */
const cacheKibibytes = 64 * 1024;

/** Pages of the log (32 MiB) before they are brought into the file: the same page is then brought there once for many commits. */
const checkpointEveryPages = 8_000;

/**
 * Opens the file for this process alone, creates what is missing, and proves that it can be written.
 * The lock is the operating system's and ends with the process, however it ends.
 * @throws EmbeddedStoreRefused
 */
export function openDatabase(file: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0, enableForeignKeyConstraints: false, defensive: true });
    // FULL: the log is synced at each commit, before anything is acknowledged (V1, V4).
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    // Ids are random, so are the places in the index: room for it, and fewer, larger checkpoints (16 MB of log).
    database.exec('PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;');
    database.exec(`PRAGMA cache_size = -${cacheKibibytes}; PRAGMA wal_autocheckpoint = ${checkpointEveryPages};`);
    database.exec('BEGIN IMMEDIATE');
    migrate(database, file);
    database.exec(additions);
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database?.close();
    throw error instanceof EmbeddedStoreRefused ? error : openingRefused(file, error);
  }
}

function migrate(database: DatabaseSync, file: string): void {
  const owner = pragma(database, 'application_id');
  const version = pragma(database, 'user_version');
  if (owner === applicationId && version === schemaVersion) return;
  if (owner === applicationId) {
    throw new EmbeddedStoreRefused(
      `Cannot open the store ${file}: its format is ${version}, this release reads ${schemaVersion}. Use the release that wrote it, or a newer one.`,
    );
  }
  if (database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined) {
    throw new EmbeddedStoreRefused(
      `Cannot open the store ${file}: it belongs to another program. Give Skald a file of its own.`,
    );
  }
  database.exec(schema);
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion};`);
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0] ?? 0);
}
