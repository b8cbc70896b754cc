import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Call, EffectStore, HappenedEffect } from './effect-store.js';

/** Tables `calls` and `effects` in a file of their own. */
export class SqliteEffects implements EffectStore {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    this.#database = new DatabaseSync(file);
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA busy_timeout = 5000;
      CREATE TABLE IF NOT EXISTS calls (key TEXT, activity TEXT, operation TEXT, attempt INTEGER, at TEXT);
      CREATE TABLE IF NOT EXISTS effects (_id TEXT PRIMARY KEY, activity TEXT, operation TEXT, at TEXT) WITHOUT ROWID;
    `);
  }

  async called({ key, activity, operation, attempt, at }: Call): Promise<void> {
    this.#database
      .prepare('INSERT INTO calls VALUES (?, ?, ?, ?, ?)')
      .run(key, activity, operation, attempt, at.toISOString());
  }

  async happened({ key, activity, operation, at }: HappenedEffect): Promise<boolean> {
    const insert = 'INSERT INTO effects VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING';
    return this.#database.prepare(insert).run(key, activity, operation, at.toISOString()).changes === 1;
  }

  async has(key: string): Promise<boolean> {
    return this.#database.prepare('SELECT 1 FROM effects WHERE _id = ?').get(key) !== undefined;
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}
