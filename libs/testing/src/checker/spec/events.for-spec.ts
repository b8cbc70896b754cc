import type {
  ActivityCompleted,
  ActivityFailed,
  ForwardScheduled,
  UndoScheduled,
  CompensationPlanned,
  EventBody,
  Json,
  Operation,
  SagaStarted,
} from '@skald/contracts';

const retry = { maxAttempts: 3, initialIntervalMs: 1_000, backoffCoefficient: 2, maxIntervalMs: 60_000 };
const error = { type: 'Declined', message: 'declined' };

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

export const undoScheduled = (activityId: string, part: Partial<UndoScheduled> = {}): UndoScheduled => ({
  type: 'ActivityScheduled',
  activityId,
  operation: 'compensate',
  activity: `shop.${activityId}`,
  queue: 'shop',
  retry,
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

export const undone = (activityId: string, part: Partial<ActivityCompleted> = {}): ActivityCompleted => {
  const { output: _, ...event } = completed(activityId, { operation: 'compensate', ...part });
  return event;
};

export const failed = (activityId: string, part: Partial<ActivityFailed> = {}): ActivityFailed => ({
  type: 'ActivityFailed',
  activityId,
  operation: 'execute',
  outcome: 'none',
  error,
  ...part,
});

export const attemptFailed = (
  activityId: string,
  attempt: number,
  effect: 'none' | 'unknown',
  nextAttemptAt?: number,
  operation: Operation = 'execute',
): EventBody => ({
  ...{ type: 'ActivityAttemptFailed', activityId, operation, attempt, error, effect },
  ...(nextAttemptAt === undefined ? {} : { nextAttemptAt: new Date(nextAttemptAt).toISOString() }),
});

export const planned = (...ids: readonly string[]): CompensationPlanned => ({
  type: 'CompensationPlanned',
  cause: 'failure',
  error,
  plan: ids.map((activityId) => ({ run: 0, activityId })),
});

export const closed = (output: Json = null): EventBody => ({ type: 'SagaCompleted', output });
