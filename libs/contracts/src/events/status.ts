const open = ['running', 'compensating', 'compensation-failed', 'forward-failed', 'paused', 'parked'] as const;
const closed = ['completed', 'failed', 'compensated', 'canceled', 'terminated'] as const;

export type ClosedStatus = (typeof closed)[number];

export type SagaStatus = (typeof open)[number] | ClosedStatus;

/** Every status, the open ones first. */
export const sagaStatuses = [...open, ...closed] as const;

export function isClosed(status: SagaStatus): status is ClosedStatus {
  return closed.some((one) => one === status);
}
