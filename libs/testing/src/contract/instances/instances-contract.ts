import { aProjectionComesBackWhole } from './a-projection-comes-back-whole.js';
import { anOlderProjectionChangesNothing } from './an-older-projection-changes-nothing.js';
import { duePagesWithoutGapOrTwin } from './due-pages-without-gap-or-twin.js';
import { expiredInstancesAreFoundAndRemoved } from './expired-instances-are-found-and-removed.js';
import type { InstancesPromise, InstancesSubject } from './instances-subject.js';
import { listIsNewestFirst } from './list-is-newest-first.js';
import { whatWasSavedIsSeenByOthers } from './what-was-saved-is-seen-by-others.js';

const promises: Readonly<Record<string, InstancesPromise>> = {
  'a projection comes back whole': aProjectionComesBackWhole,
  'an older projection changes nothing': anOlderProjectionChangesNothing,
  'due pages without gap or twin': duePagesWithoutGapOrTwin,
  'list is newest first': listIsNewestFirst,
  'expired instances are found and removed': expiredInstancesAreFoundAndRemoved,
  'what was saved is seen by others': whatWasSavedIsSeenByOthers,
};

/** What every store of projections promises; runs under jest, with a fresh store for each promise. */
export function instancesContract(name: string, makeInstances: () => Promise<InstancesSubject>): void {
  describe(`instances: ${name}`, () => {
    for (const [title, promise] of Object.entries(promises)) {
      describe(title, () => {
        let subject: InstancesSubject;
        beforeAll(async () => {
          subject = await makeInstances();
        });
        afterAll(() => subject?.close());
        promise(() => subject);
      });
    }
  });
}
