// V1, V4: nothing is acknowledged before the transaction it is in has been synced to disk.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { StoreUnavailable } from '@skald/ports';
import { blamesTheValue, messageOf, unavailable } from './sqlite-error.js';
import { statements, type StatementName } from './statements.sqlite.js';
import type { Write, WriteOutcome, Writer } from './writer.js';

interface Waiting {
  readonly writes: readonly Write[];
  resolve(outcomes: readonly WriteOutcome[]): void;
  reject(error: StoreUnavailable): void;
}

/** Resolves when everything that is ready in this macrotask has had its turn. */
export type Gather = () => Promise<void>;

/** Everything written within one macrotask shares one transaction and one sync. */
export class CommitGroup implements Writer {
  readonly #prepared = new Map<StatementName, StatementSync>();
  #waiting: Waiting[] = [];
  #closed = false;

  constructor(
    private readonly database: DatabaseSync,
    private readonly file: string,
    private readonly gather: Gather,
  ) {}

  write(writes: readonly Write[]): Promise<readonly WriteOutcome[]> {
    if (this.#closed) return Promise.reject(new StoreUnavailable(`The store ${this.file} is closed.`));
    if (writes.length === 0) return Promise.resolve([]);
    if (this.#waiting.length === 0) void this.gather().then(() => this.flush());
    return new Promise((resolve, reject) => this.#waiting.push({ writes, resolve, reject }));
  }

  /** Writes what is waiting at once, and nothing any more after it. */
  close(): void {
    this.#closed = true;
    this.flush();
  }

  private flush(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    try {
      const outcomes = this.commit(group);
      group.forEach((waiting, i) => waiting.resolve(outcomes[i]!));
    } catch (error) {
      const reason = unavailable(this.file, error);
      for (const waiting of group) waiting.reject(reason);
    }
  }

  private commit(group: readonly Waiting[]): WriteOutcome[][] {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const outcomes = group.map(({ writes }) => writes.map((write) => this.run(write)));
      this.database.exec('COMMIT');
      return outcomes;
    } catch (error) {
      // SQLite has already rolled back by itself after some failures of the disk.
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  private run(write: Write): WriteOutcome {
    try {
      return { kind: 'written', changes: Number(this.prepared(write.statement).run(...write.values).changes) };
    } catch (error) {
      if (!blamesTheValue(error)) throw error;
      return { kind: 'refused', reason: messageOf(error) };
    }
  }

  private prepared(name: StatementName): StatementSync {
    let statement = this.#prepared.get(name);
    if (!statement) this.#prepared.set(name, (statement = this.database.prepare(statements[name])));
    return statement;
  }
}
