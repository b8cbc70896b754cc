import { aLedgerRecord } from '../../builders/ledger-record.js';
import type { LedgerPromise } from './ledger-subject.js';

export const theOldestAreSwept: LedgerPromise = (subject) => {
  it('forgets what is older than an instant, up to a limit, and says how many', async () => {
    const { ledger } = subject();
    const records = Array.from({ length: 10 }, (_, i) => aLedgerRecord({ key: `aged-${i}`, at: 1000 + i }));
    await ledger.record(records);

    expect(await ledger.sweep(1000, 100)).toBe(0);
    expect(await ledger.sweep(1006, 4)).toBe(4);
    expect(await ledger.sweep(1006, 4)).toBe(2);
    expect(await ledger.sweep(1006, 4)).toBe(0);

    const left = await ledger.read(records.map(({ key }) => key));
    expect(left.flat()).toEqual(records.slice(6));
  });
};
