import type { ActivityCompleted, EventBody, ForwardScheduled, Json, SagaStarted } from '@skald/contracts';

const retry = { maxAttempts: 3, initialIntervalMs: 1_000, backoffCoefficient: 2, maxIntervalMs: 60_000 };

export const started = (part: Partial<SagaStarted> = {}): SagaStarted => ({
  type: 'SagaStarted',
  saga: 'order-checkout',
  version: 1,
  input: null,
  cancelGraceMs: 60_000,
  ...part,
});

/** Compensable. */
export const scheduled = (activityId: string, part: Partial<ForwardScheduled> = {}): ForwardScheduled => ({
  type: 'ActivityScheduled',
  activityId,
  operation: 'execute',
  deadline: '2026-01-02T00:00:00.000Z',
  activity: `shop.${activityId}`,
  queue: 'shop',
  input: null,
  retry,
  compensation: { retry, inDoubt: 'compensate' },
  ...part,
});

export const completed = (activityId: string, part: Partial<ActivityCompleted> = {}): ActivityCompleted => ({
  type: 'ActivityCompleted',
  activityId,
  operation: 'execute',
  attempt: 1,
  output: null,
  ...part,
});

export const closed = (output: Json = null): EventBody => ({ type: 'SagaCompleted', output });
