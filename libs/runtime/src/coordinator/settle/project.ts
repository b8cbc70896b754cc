import type { Execution } from '@skald/engine';
import { statusOf } from '@skald/engine';
import { instanceKey } from '@skald/contracts';
import type { InstanceProjection } from '@skald/ports';

interface Projecting {
  readonly bucket: number;
  readonly publishedSeq: number;
  readonly retentionMs: number;
  /** False: something that it sent has not arrived. */
  readonly expires: boolean;
}

/** The projection of an instance as it stands. */
export function project(
  execution: Execution,
  { bucket, publishedSeq, retentionMs, expires }: Projecting,
): InstanceProjection {
  const { state, wakeAt } = execution;
  const status = statusOf(state);
  const { closedAt, standstill } = state;
  const parent = state.started?.parent;
  return {
    instance: instanceKey(state),
    namespace: state.namespace,
    workflowId: state.workflowId,
    saga: state.started?.saga ?? '',
    version: state.started?.version ?? 0,
    run: state.run,
    seq: state.seq,
    runSeq: state.runSeq,
    publishedSeq,
    status,
    ...(standstill?.kind === 'parked' ? { parkedFor: standstill.code } : {}),
    ...(state.cause === undefined ? {} : { cause: state.cause }),
    ...(state.error === undefined ? {} : { error: state.error }),
    ...(state.started === undefined ? {} : { input: state.started.input }),
    ...(status === 'completed' ? { output: state.output ?? null } : {}),
    ...(state.view === undefined ? {} : { view: state.view }),
    attributes: Object.entries(state.attributes).map(([k, v]) => ({ k, v })),
    waitingFor: execution.waitingFor,
    startedAt: state.startedAt,
    updatedAt: state.at,
    ...(parent === undefined ? {} : { parent }),
    ...(closedAt === undefined ? {} : { closedAt, ...(expires ? { expireAt: closedAt + retentionMs } : {}) }),
    bucket,
    ...(wakeAt === undefined ? {} : { wakeAt }),
  };
}
