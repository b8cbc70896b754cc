import type {
  ClosedStatus,
  FailureCause,
  Json,
  ParkCode,
  RecordedError,
  RequestOrigin,
  SagaStarted,
  SagaStatus,
} from '@skald/contracts';
import type { AppliedOffsets } from '../history/turn.js';
import type { ActivityState } from './activity-state.js';
import { needsDecision } from './activity-state.js';

/** A timer of saga code, pending. */
export interface SleepState {
  readonly fireAt: number;
  readonly startedAt: number;
}

/** Everything that the history of an instance says; changed only by `applyEvent`. Instants in milliseconds since 1970. */
export interface InstanceState {
  readonly namespace: string;
  readonly workflowId: string;
  /** Of the newest turn; -1 before the first. */
  seq: number;
  runSeq: number;
  run: number;
  /** The index of the next event of this run. */
  nextIndex: number;
  at: number;
  applied: AppliedOffsets;
  started: SagaStarted | undefined;
  startedAt: number;
  closedAt: number | undefined;
  phase: 'absent' | 'forward' | 'undo' | 'closed';
  closed: ClosedStatus | undefined;
  /** An instance stands still while its code cannot or shall not run; inputs are recorded all the same (V10). */
  standstill:
    | { readonly kind: 'paused'; readonly since: number }
    | { readonly kind: 'parked'; readonly since: number; readonly code: ParkCode; readonly message: string }
    | undefined;
  /** The body threw past the pivot. */
  forwardFailure: RecordedError | undefined;
  pivotPassed: boolean;
  cancel:
    | {
        readonly compensate: boolean;
        readonly reason: string | undefined;
        readonly graceMs: number;
        graceUntil: number | undefined;
      }
    | undefined;
  sagaDeadline: number | undefined;
  readonly activities: Map<string, ActivityState>;
  /** Activities with an operation in flight or in back-off. */
  readonly open: Set<string>;
  /** Activities past the pivot that are exhausted: the body is not told, an operator decides. */
  readonly blocked: Set<string>;
  readonly sleeps: Map<string, SleepState>;
  /** Effects scheduled and not yet recorded, with the instant of their schedule. */
  readonly effects: Map<string, number>;
  readonly signalIds: Set<string>;
  signalCount: number;
  readonly requestIds: Set<string>;
  /** Who asked to hear how the instance ends. */
  readonly listeners: RequestOrigin[];
  plan: readonly string[];
  cause: FailureCause | undefined;
  error: RecordedError | undefined;
  output: Json | undefined;
}

export function absentInstance(namespace: string, workflowId: string): InstanceState {
  return {
    namespace,
    workflowId,
    seq: -1,
    runSeq: 0,
    run: 0,
    nextIndex: 0,
    at: 0,
    applied: { topicEpoch: 0, requests: -1, results: -1 },
    started: undefined,
    startedAt: 0,
    closedAt: undefined,
    phase: 'absent',
    closed: undefined,
    standstill: undefined,
    forwardFailure: undefined,
    pivotPassed: false,
    cancel: undefined,
    sagaDeadline: undefined,
    activities: new Map(),
    open: new Set(),
    blocked: new Set(),
    sleeps: new Map(),
    effects: new Map(),
    signalIds: new Set(),
    signalCount: 0,
    requestIds: new Set(),
    listeners: [],
    plan: [],
    cause: undefined,
    error: undefined,
    output: undefined,
  };
}

export function statusOf(state: InstanceState): SagaStatus {
  if (state.closed !== undefined) return state.closed;
  if (state.standstill !== undefined) return state.standstill.kind;
  if (state.phase === 'undo') return undoIsStuck(state) ? 'compensation-failed' : 'compensating';
  return state.forwardFailure !== undefined || state.blocked.size > 0 ? 'forward-failed' : 'running';
}

/** Everything that could be undone by itself has been. */
function undoIsStuck(state: InstanceState): boolean {
  let stuck = false;
  for (const id of state.plan) {
    const activity = state.activities.get(id)!;
    const undo = activity.undo?.status;
    if (undo === 'in-flight' || undo === 'back-off') return false;
    if (needsDecision(activity) || (activity.undoDecision === 'scheduled' && undo === 'failed')) stuck = true;
    else if (activity.undoDecision === 'planned') return false;
  }
  return stuck;
}
