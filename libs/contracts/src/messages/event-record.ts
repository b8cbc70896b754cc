import type { SagaEvent } from '../events/saga-event.js';
import type { SagaStatus } from '../events/status.js';

/** One turn of an instance, as published on `saga.events`. Consumers dedupe by (namespace, workflowId, seq). */
export interface EventRecord {
  readonly namespace: string;
  readonly workflowId: string;
  readonly run: number;
  readonly seq: number;
  readonly at: string;
  readonly saga: string;
  readonly version: number;
  readonly status: SagaStatus;
  readonly events: readonly SagaEvent[];
}
