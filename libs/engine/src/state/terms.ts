import type { ChildStarted, ForwardScheduled, RetryPolicy } from '@skald/contracts';
import type { Terms } from './activity-state.js';

/** The request to a child is kept by the bus until it is answered, and its answer is final. */
export const once: RetryPolicy = { maxAttempts: 1, initialIntervalMs: 0, backoffCoefficient: 1, maxIntervalMs: 0 };

export function termsOfActivity(scheduled: Omit<ForwardScheduled, 'type'>): Terms {
  const { activityId: _, operation: __, activity, queue, deadline, input: ___, ...terms } = scheduled;
  return { ...terms, work: { kind: 'activity', activity, queue, deadline } };
}

/** A child is one more entry among what may have to be undone, in the order in which it was recorded. */
export function termsOfChild(started: Omit<ChildStarted, 'type' | 'input'>): Terms {
  const { childId: _, refused, scope, ...asked } = started;
  return {
    retry: once,
    compensation: { retry: once, inDoubt: 'compensate' },
    ...(refused === undefined ? {} : { refused }),
    ...(scope === undefined ? {} : { scope }),
    work: { kind: 'child', ...asked },
  };
}
