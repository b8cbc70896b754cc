import { aRecordIsWrittenOnce } from './a-record-is-written-once.js';
import type { LedgerPromise, LedgerSubject } from './ledger-subject.js';
import { readingGivesAllOfOneKey } from './reading-gives-all-of-one-key.js';
import { theOldestAreSwept } from './the-oldest-are-swept.js';

const promises: Readonly<Record<string, LedgerPromise>> = {
  'a record is written once': aRecordIsWrittenOnce,
  'the oldest are swept': theOldestAreSwept,
  'reading gives all of one key': readingGivesAllOfOneKey,
};

/** What every ledger promises; runs under jest, with a fresh ledger for each promise. */
export function ledgerContract(name: string, makeLedger: () => Promise<LedgerSubject>): void {
  describe(`ledger: ${name}`, () => {
    for (const [title, promise] of Object.entries(promises)) {
      describe(title, () => {
        let subject: LedgerSubject;
        beforeAll(async () => {
          subject = await makeLedger();
        }, 60_000);
        afterAll(() => subject?.close());
        promise(() => subject);
      });
    }
  });
}
