import type { Json } from '@skald/contracts';
import type { Ledger, LedgerRecord, RecordOutcome } from '@skald/ports';
import type { Reader } from './reader.js';
import type { Writer } from './writer.js';

const read = 'SELECT mark, at, body FROM ledger WHERE key = ? ORDER BY mark';

export class SqliteLedger implements Ledger {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
  ) {}

  async record(records: readonly LedgerRecord[]): Promise<readonly RecordOutcome[]> {
    const outcomes = await this.writer.write(
      records.map(({ key, mark, at, body }) => ({
        statement: 'record',
        values: [key, mark, at, JSON.stringify(body)],
      })),
    );
    return outcomes.map((outcome) => {
      if (outcome.kind === 'refused') throw new TypeError(`The ledger cannot hold a record: ${outcome.reason}`);
      return { kind: outcome.changes === 1 ? 'recorded' : 'exists' };
    });
  }

  async read(keys: readonly string[]): Promise<readonly (readonly LedgerRecord[])[]> {
    return keys.map((key) =>
      this.reader.all(read, [key]).map((row) => ({
        key,
        mark: String(row.mark),
        at: Number(row.at),
        body: JSON.parse(String(row.body)) as Json,
      })),
    );
  }

  async sweep(before: number, limit: number): Promise<number> {
    const [outcome] = await this.writer.write([{ statement: 'sweepLedger', values: [before, limit] }]);
    return outcome?.kind === 'written' ? outcome.changes : 0;
  }
}
