import type { Json, RecordedError, SagaStatus, WaitingFor } from '@skald/contracts';
import type { InstanceProjection } from '@skald/ports';

/** An instance as people and clients see it. Times are RFC 3339. */
export interface InstanceDescription<V = Json> {
  readonly namespace: string;
  readonly workflowId: string;
  readonly saga: string;
  readonly version: number;
  readonly run: number;
  readonly status: SagaStatus;
  readonly cause?: string;
  readonly error?: RecordedError;
  readonly input?: Json;
  readonly output?: Json;
  /** What the saga shows; left out: nothing so far. */
  readonly view?: V;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly waitingFor: readonly WaitingFor[];
  /** Of whom it is the child. */
  readonly parent?: { readonly workflowId: string; readonly run: number; readonly childId: string };
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly closedAt?: string;
}

export function describeInstance(projection: InstanceProjection): InstanceDescription {
  const { namespace, workflowId, saga, version, run, status, waitingFor } = projection;
  const { cause, error, input, output, view, parent, closedAt } = projection;
  return {
    ...{ namespace, workflowId, saga, version, run, status },
    ...(cause !== undefined && { cause }),
    ...(error !== undefined && { error }),
    ...(input !== undefined && { input }),
    ...(output !== undefined && { output }),
    ...(view !== undefined && { view }),
    attributes: Object.fromEntries(projection.attributes.map(({ k, v }) => [k, v])),
    waitingFor,
    ...(parent !== undefined && {
      parent: { workflowId: parent.workflowId, run: parent.run, childId: parent.childId },
    }),
    startedAt: time(projection.startedAt),
    updatedAt: time(projection.updatedAt),
    ...(closedAt !== undefined && { closedAt: time(closedAt) }),
  };
}

function time(instant: number): string {
  return new Date(instant).toISOString();
}
