import { afterAll, beforeAll, describe } from '@jest/globals';
import { activitiesAreDone } from './stories/activities.ts';
import { childrenAreWaitedFor } from './stories/children.ts';
import { signalsAreTaken } from './stories/signals.ts';
import { startsAreOne } from './stories/starts.ts';
import { whatWasDoneIsUndone } from './stories/undo.ts';
import type { System } from './system.ts';
import { Told } from './told.ts';

/**
 * The language of sagas, said once and held wherever sagas run: on every pair of store and bus, with the cache and
 * without. Nothing here looks at the clock: each story ends by an answer.
 */
export function conformance(where: string, open: () => Promise<System>): void {
  describe(`sagas ${where}`, () => {
    const told = new Told();
    beforeAll(async () => {
      told.system = await open();
    }, 60_000);
    afterAll(() => told.system?.close(), 60_000);

    activitiesAreDone(told);
    whatWasDoneIsUndone(told);
    signalsAreTaken(told);
    startsAreOne(told);
    childrenAreWaitedFor(told);
  });
}
