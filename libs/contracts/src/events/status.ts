/** See contracts: `running` to `parked` are open, the rest is closed. */
export type SagaStatus =
  'running' | 'compensating' | 'compensation-failed' | 'forward-failed' | 'paused' | 'parked' | ClosedStatus;

export type ClosedStatus = 'completed' | 'failed' | 'compensated' | 'canceled' | 'terminated';

const closed: ReadonlySet<SagaStatus> = new Set(['completed', 'failed', 'compensated', 'canceled', 'terminated']);

export function isClosed(status: SagaStatus): status is ClosedStatus {
  return closed.has(status);
}
