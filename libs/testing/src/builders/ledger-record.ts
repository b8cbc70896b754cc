import type { LedgerRecord } from '@skald/ports';

/** A ledger record with everything filled in; say only what matters to the test. */
export function aLedgerRecord(part: Partial<LedgerRecord> = {}): LedgerRecord {
  return { key: 'order-42:charge:execute', mark: 'execute.1', at: Date.UTC(2026, 0, 1), body: null, ...part };
}
