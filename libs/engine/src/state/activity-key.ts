import type { OfRun } from '@skald/contracts';

/** Where an activity stands in the state: by its id, and by its run as well where that is an earlier one (`0/charge`). */
export function activityKey(presentRun: number, { activityId, run }: OfRun & { readonly activityId: string }): string {
  return run === undefined || run === presentRun ? activityId : `${run}/${activityId}`;
}

/** What an event says of the run of an activity. */
export function ofRun(presentRun: number, { run }: { readonly run: number }): OfRun {
  return run === presentRun ? {} : { run };
}
