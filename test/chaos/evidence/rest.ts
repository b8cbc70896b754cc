import { setTimeout as passes } from 'node:timers/promises';
import type { InstanceProjection } from '@skald/ports';
import { isClosed, type SagaStatus } from '@skald/contracts';
import type { House } from '../house/house.ts';

/** After the last fault everything is at rest within this. */
export const boundMs = 60_000;
const lookEveryMs = 1_000;

const waitsForPeople: ReadonlySet<SagaStatus> = new Set(['paused', 'parked', 'forward-failed', 'compensation-failed']);

/** Looks until everything that was started rests and is published, or twice the bound is over; gives how it stands then. */
export async function untilAtRest(
  { store }: House,
  workflowIds: readonly string[],
): Promise<readonly InstanceProjection[]> {
  const until = Date.now() + 2 * boundMs;
  const instances = workflowIds.map((one) => `default/${one}`);
  for (;;) {
    const found = (await store.instances.find(instances)).flatMap((one) => one ?? []);
    const open = found.filter(
      ({ status, seq, publishedSeq }) => (!isClosed(status) && !waitsForPeople.has(status)) || publishedSeq < seq,
    );
    if (open.length === 0 || Date.now() > until) return found;
    await passes(lookEveryMs);
  }
}
