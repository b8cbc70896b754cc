import { aDuplicateChangesNothing } from './a-duplicate-changes-nothing.js';
import { aTurnIsWholeOrNotThere } from './a-turn-is-whole-or-not-there.js';
import { concurrentWritersHaveOneWinner } from './concurrent-writers-have-one-winner.js';
import { everyFieldComesBack } from './every-field-comes-back.js';
import { instancesAreKeptApart } from './instances-are-kept-apart.js';
import type { JournalPromise, JournalSubject } from './journal-subject.js';
import { largeTurnsAreKept } from './large-turns-are-kept.js';
import { laterEventsAreLeftAlone } from './later-events-are-left-alone.js';
import { oddJsonRoundTrips } from './odd-json-round-trips.js';
import { outcomesComeInOrder } from './outcomes-come-in-order.js';
import { pagesFollowOneAnother } from './pages-follow-one-another.js';
import { readReturnsTurnsInOrderOfSeq } from './read-returns-turns-in-order-of-seq.js';
import { removalIsComplete } from './removal-is-complete.js';
import { whatWasWrittenIsSeenByOthers } from './what-was-written-is-seen-by-others.js';

const promises: Readonly<Record<string, JournalPromise>> = {
  'outcomes come in order': outcomesComeInOrder,
  'a duplicate changes nothing': aDuplicateChangesNothing,
  'a turn is whole or not there': aTurnIsWholeOrNotThere,
  'concurrent writers have one winner': concurrentWritersHaveOneWinner,
  'read returns turns in order of seq': readReturnsTurnsInOrderOfSeq,
  'every field comes back': everyFieldComesBack,
  'odd JSON round-trips': oddJsonRoundTrips,
  'instances are kept apart': instancesAreKeptApart,
  'large turns are kept': largeTurnsAreKept,
  'later events are left alone': laterEventsAreLeftAlone,
  'pages follow one another': pagesFollowOneAnother,
  'removal is complete': removalIsComplete,
  'what was written is seen by others': whatWasWrittenIsSeenByOthers,
};

/** What every journal promises; runs under jest, with a fresh journal for each promise. */
export function journalContract(name: string, makeJournal: () => Promise<JournalSubject>): void {
  describe(`journal: ${name}`, () => {
    for (const [title, promise] of Object.entries(promises)) {
      describe(title, () => {
        let subject: JournalSubject;
        beforeAll(async () => {
          subject = await makeJournal();
        }, 60_000);
        afterAll(() => subject?.close());
        promise(() => subject);
      });
    }
  });
}
