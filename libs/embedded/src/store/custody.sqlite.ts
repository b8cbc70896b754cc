import type { Custody, Suspect } from '@skald/ports';
import type { Reader } from './reader.js';
import type { StatementName } from './statements.sqlite.js';
import type { SqlValue, Writer } from './writer.js';

const others = `SELECT partition FROM custody
  WHERE holder <> ? AND partition IN (SELECT value FROM json_each(?)) ORDER BY partition`;
const suspects = 'SELECT instance, tries FROM suspects ORDER BY instance';

export class SqliteCustody implements Custody {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
  ) {}

  async take(holder: string, partitions: readonly string[]): Promise<readonly string[]> {
    const held = this.reader.all(others, [holder, JSON.stringify(partitions)]);
    await this.#each(
      'takePartition',
      partitions.map((partition) => [partition, holder]),
    );
    const unclean = new Set(held.map(({ partition }) => String(partition)));
    return partitions.filter((partition) => unclean.has(partition));
  }

  giveBack(holder: string, partitions: readonly string[]): Promise<void> {
    return this.#each(
      'giveBackPartition',
      partitions.map((partition) => [partition, holder]),
    );
  }

  async suspects(): Promise<readonly Suspect[]> {
    return this.reader
      .all(suspects, [])
      .map(({ instance, tries }) => ({ instance: String(instance), tries: Number(tries) }));
  }

  mark(marked: readonly Suspect[]): Promise<void> {
    return this.#each(
      'markSuspect',
      marked.map(({ instance, tries }) => [instance, tries]),
    );
  }

  clear(instances: readonly string[]): Promise<void> {
    return this.#each(
      'clearSuspect',
      instances.map((instance) => [instance]),
    );
  }

  async #each(statement: StatementName, rows: readonly (readonly SqlValue[])[]): Promise<void> {
    await this.writer.write(rows.map((values) => ({ statement, values })));
  }
}
