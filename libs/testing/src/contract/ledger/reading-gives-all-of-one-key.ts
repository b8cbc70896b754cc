import { awkwardIds } from '../../builders/awkward-ids.js';
import { aLedgerRecord } from '../../builders/ledger-record.js';
import { oddJson } from '../../builders/odd-json.js';
import type { LedgerPromise } from './ledger-subject.js';

export const readingGivesAllOfOneKey: LedgerPromise = (subject) => {
  it('answers each key in its place, also the unknown and the one asked twice', async () => {
    const { ledger } = subject();
    const record = (key: string, mark: string) => aLedgerRecord({ key, mark });
    await ledger.record([record('k', 'a'), record('l', 'a'), record('k', 'b')]);

    const [unknown, l, k, again] = await ledger.read(['nobody', 'l', 'k', 'l']);

    expect([unknown, l, again]).toEqual([[], [record('l', 'a')], [record('l', 'a')]]);
    expect(k).toHaveLength(2);
    expect(k).toEqual(expect.arrayContaining([record('k', 'a'), record('k', 'b')]));
    expect(await ledger.read([])).toEqual([]);
  });

  it('keeps apart keys that are prefixes of one another, or hold separators', async () => {
    const { ledger } = subject();
    const keys = [
      ...awkwardIds.map((id) => `${id}:charge:execute`),
      'other/a:charge:execute',
      'a:charge:execute|b:charge:execute',
      'a:charge:execute.1',
      'a:charge',
    ];
    const records = keys.map((key, i) => aLedgerRecord({ key, body: i }));

    const outcomes = await ledger.record(records);

    expect(outcomes.every(({ kind }) => kind === 'recorded')).toBe(true);
    expect(await ledger.read(keys)).toEqual(records.map((record) => [record]));
  });

  it.each(oddJson)('gives back byte for byte %s', async (name, body) => {
    const { ledger } = subject();
    const record = aLedgerRecord({ key: `odd: ${name}`, body });

    await ledger.record([record]);

    const [found] = await ledger.read([record.key]);
    expect(JSON.stringify(found!.map((each) => each.body))).toBe(JSON.stringify([body]));
  });

  it('reads what another connection recorded as soon as that was acknowledged', async () => {
    const { ledger, reopen } = subject();
    if (!reopen) return;
    const record = aLedgerRecord({ key: 'shared' });
    await ledger.record([record]);

    const other = await reopen();

    expect(await other.read(['shared'])).toEqual([[record]]);
    expect(await other.record([record])).toEqual([{ kind: 'exists' }]);
  });
};
