import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { unavailable } from './sqlite-error.js';
import type { SqlValue } from './writer.js';

export type Row = Readonly<Record<string, string | number | null>>;

/** Reads what is committed, hence synced; what still waits for its group is not seen. */
export class Reader {
  readonly #prepared = new Map<string, StatementSync>();

  constructor(
    private readonly database: DatabaseSync,
    private readonly file: string,
  ) {}

  all(sql: string, values: readonly SqlValue[]): readonly Row[] {
    try {
      return this.prepared(sql).all(...values) as Row[];
    } catch (error) {
      throw unavailable(this.file, error);
    }
  }

  private prepared(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (!statement) this.#prepared.set(sql, (statement = this.database.prepare(sql)));
    return statement;
  }
}
