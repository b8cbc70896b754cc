import { isClosed } from '@skald/contracts';
import type { Evidence } from '../evidence/evidence.js';
import { storiesOf } from '../reading/instance-story.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-20: a closed instance leaves nothing behind: no timer, waiter, cache entry or open handle. */
export function closedInstancesLeaveNothing(evidence: Evidence): readonly Violation[] {
  const stories = storiesOf(evidence);
  const isOver = (instance: string): boolean => {
    const story = stories.get(instance);
    return story === undefined || story.lives.at(-1)?.end !== undefined;
  };
  return [
    ...evidence.remains.left
      .filter(({ instance }) => instance === undefined || isOver(instance))
      .map(({ process, kind, instance, detail }) =>
        violated(evidence, 'I-20', `${process} still has a ${kind}`, `${instance ?? 'of no instance'}: ${detail}`),
      ),
    ...evidence.journal.projections
      .filter(({ status, wakeAt, waitingFor }) => isClosed(status) && (wakeAt !== undefined || waitingFor.length > 0))
      .map(({ instance, wakeAt, waitingFor }) =>
        violated(
          evidence,
          'I-20',
          `${instance} is closed and waits`,
          `${String(wakeAt)} ${JSON.stringify(waitingFor)}`,
        ),
      ),
  ];
}
