import { aLedgerRecord } from '../../builders/ledger-record.js';
import type { LedgerPromise } from './ledger-subject.js';

export const aRecordIsWrittenOnce: LedgerPromise = (subject) => {
  it('answers each record in its place, and keeps the first of a key and mark', async () => {
    const { ledger } = subject();
    const [claim, done] = [
      aLedgerRecord({ body: 'first' }),
      aLedgerRecord({ mark: 'execute.1.done', body: { ok: 1 } }),
    ];

    expect(await ledger.record([claim])).toEqual([{ kind: 'recorded' }]);
    const outcomes = await ledger.record([{ ...claim, at: 5, body: 'second' }, done, done]);

    expect(outcomes).toEqual([{ kind: 'exists' }, { kind: 'recorded' }, { kind: 'exists' }]);
    expect(await ledger.read([claim.key])).toEqual([[claim, done]]);
    expect(await ledger.record([])).toEqual([]);
  });

  it('gives a claim to exactly one of many at once', async () => {
    const { ledger } = subject();
    const claims = Array.from({ length: 12 }, (_, i) => aLedgerRecord({ key: 'wanted', body: i }));

    const outcomes = await Promise.all(claims.map((claim) => ledger.record([claim])));

    const winners = outcomes.flatMap(([outcome], i) => (outcome!.kind === 'recorded' ? [claims[i]] : []));
    expect(winners).toHaveLength(1);
    expect(await ledger.read(['wanted'])).toEqual([winners]);
  });
};
