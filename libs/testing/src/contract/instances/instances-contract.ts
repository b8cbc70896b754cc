import { aProjectionComesBackWhole } from './a-projection-comes-back-whole.js';
import { anOlderProjectionChangesNothing } from './an-older-projection-changes-nothing.js';
import { duePagesWithoutGapOrTwin } from './due-pages-without-gap-or-twin.js';
import { expiredInstancesAreFoundAndRemoved } from './expired-instances-are-found-and-removed.js';
import type { InstancesPromise, InstancesSubject } from './instances-subject.js';
import { listIsNewestFirst } from './list-is-newest-first.js';
import { oneIsShownAsParked } from './one-is-shown-as-parked.js';
import { openInstancesAreCountedByNamespace } from './open-instances-are-counted-by-namespace.js';
import { openInstancesAreListedInOrder } from './open-instances-are-listed-in-order.js';
import { manyAreSavedAtOnce } from './many-are-saved-at-once.js';
import { openInstancesAreCountedByVersion } from './open-instances-are-counted-by-version.js';
import { parkedInstancesAreFoundByTheirVersion } from './parked-instances-are-found-by-their-version.js';
import { theNewestOfARaceStays } from './the-newest-of-a-race-stays.js';
import { whatIsDamagedIsNamed } from './what-is-damaged-is-named.js';
import { whatWasSavedIsSeenByOthers } from './what-was-saved-is-seen-by-others.js';

const promises = {
  'a projection comes back whole': aProjectionComesBackWhole,
  'an older projection changes nothing': anOlderProjectionChangesNothing,
  'many are saved at once': manyAreSavedAtOnce,
  'the newest of a race stays': theNewestOfARaceStays,
  'due pages without gap or twin': duePagesWithoutGapOrTwin,
  'list is newest first': listIsNewestFirst,
  'expired instances are found and removed': expiredInstancesAreFoundAndRemoved,
  'open instances are listed in order': openInstancesAreListedInOrder,
  'open instances are counted by namespace': openInstancesAreCountedByNamespace,
  'open instances are counted by version': openInstancesAreCountedByVersion,
  'one is shown as parked': oneIsShownAsParked,
  'parked instances are found by their version': parkedInstancesAreFoundByTheirVersion,
  'what is damaged is named': whatIsDamagedIsNamed,
  'what was saved is seen by others': whatWasSavedIsSeenByOthers,
} satisfies Record<string, InstancesPromise>;

/** Promises that a store of the user's choice cannot keep, with the reason: reported as skipped. */
export type InstancesExceptions = { readonly [title in keyof typeof promises]?: string };

/** What every store of projections promises; runs under jest, with a fresh store for each promise. */
export function instancesContract(
  name: string,
  makeInstances: () => Promise<InstancesSubject>,
  except: InstancesExceptions = {},
): void {
  describe(`instances: ${name}`, () => {
    for (const [title, promise] of Object.entries(promises)) {
      const reason = except[title as keyof typeof promises];
      const tried = reason === undefined ? describe : describe.skip;
      tried(reason === undefined ? title : `${title} (${reason})`, () => {
        let subject: InstancesSubject;
        beforeAll(async () => {
          subject = await makeInstances();
        }, 60_000);
        afterAll(() => subject?.close());
        promise(() => subject);
      });
    }
  });
}
