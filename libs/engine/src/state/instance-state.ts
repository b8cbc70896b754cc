import type {
  Attributes,
  Carried,
  ClosedStatus,
  FailureCause,
  Json,
  LimitName,
  ParkCode,
  RecordedError,
  RequestOrigin,
  SagaStarted,
  SagaStatus,
} from '@skald/contracts';
import type { AppliedOffsets } from '../history/turn.js';
import type { ActivityState } from './activity-state.js';
import { TimerQueue } from './timer-queue.js';
import type { Undoing } from './undoing.js';
import { nothingToUndo } from './undoing.js';

/** A timer of saga code, pending. */
export interface SleepState {
  readonly fireAt: number;
  readonly startedAt: number;
}

/** How the forward part ends without success. */
export interface FailedEnd {
  readonly cause: FailureCause;
  readonly error: RecordedError;
  readonly compensate: boolean;
}

export interface CancelState {
  /** Asked for by a person, or by the parent, which is undone. */
  readonly cause: 'cancel' | 'undo';
  readonly compensate: boolean;
  readonly reason: string | undefined;
  readonly graceMs: number;
  readonly graceUntil: number | undefined;
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
  forwardFailure: { readonly error: RecordedError; readonly since: number } | undefined;
  pivotPassed: boolean;
  /** A cancel that the body hears of. */
  cancel: CancelState | undefined;
  /** A cancel was asked for, whether or not it changed anything. */
  cancelRequested: boolean;
  /** The parent is undone, and waits for this child to be. `reopened`: it had ended before. */
  undoAsked: { readonly attempt: number; readonly reopened: boolean } | undefined;
  /** The body is given up where it stands: what is open is cancelled, then comes the plan. */
  abandoned: FailedEnd | undefined;
  /** When the code begins; undefined as soon as it has. */
  beginAt: number | undefined;
  sagaDeadline: number | undefined;
  /** When it is to be told that the instance is still open. */
  escalateAt: number | undefined;
  /** Waits for signals of which it was told that they last too long, with the instant of telling. */
  readonly escalatedWaits: Map<string, number>;
  readonly activities: Map<string, ActivityState>;
  /** Activities with an operation in flight or in back-off. */
  readonly open: Set<string>;
  /** Activities that were open when the instance was cancelled, and still are. */
  readonly toCancel: Set<string>;
  /** Activities whose input was too large to record: they are still to fail. */
  readonly refused: Set<string>;
  /** Activities past the pivot that are exhausted: the body is not told, an operator decides. */
  readonly blocked: Set<string>;
  readonly undoing: Undoing;
  /** Scopes that failed and are being undone, each with what of its plan is not done yet. */
  readonly scopePlans: Map<string, Set<string>>;
  /** Scopes that failed. */
  readonly failedScopes: Set<string>;
  readonly sleeps: Map<string, SleepState>;
  readonly timers: TimerQueue;
  /** Effects scheduled and not yet recorded, with the instant of their schedule. */
  readonly effects: Map<string, number>;
  readonly signalIds: Set<string>;
  /** Said by the run before, whose successor begins with the next event. */
  continued: Carried | undefined;
  /** Signals that the run before did not take: the body of this one finds them. */
  carriedSignals: Carried['signals'];
  signalCount: number;
  /** Warned of in this run. */
  readonly limitsApproached: Set<LimitName>;
  readonly requestIds: Set<string>;
  /** Accepted without any effect, in this run. */
  notedRequests: number;
  /** Who asked to hear how the instance ends. */
  readonly listeners: RequestOrigin[];
  cause: FailureCause | undefined;
  error: RecordedError | undefined;
  output: Json | undefined;
  /** What the outside may read. */
  view: Json | undefined;
  attributes: Attributes;
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
    cancelRequested: false,
    undoAsked: undefined,
    abandoned: undefined,
    beginAt: undefined,
    sagaDeadline: undefined,
    escalateAt: undefined,
    escalatedWaits: new Map(),
    activities: new Map(),
    open: new Set(),
    toCancel: new Set(),
    refused: new Set(),
    blocked: new Set(),
    undoing: nothingToUndo(),
    scopePlans: new Map(),
    failedScopes: new Set(),
    sleeps: new Map(),
    timers: new TimerQueue(),
    effects: new Map(),
    signalIds: new Set(),
    continued: undefined,
    carriedSignals: [],
    signalCount: 0,
    limitsApproached: new Set(),
    requestIds: new Set(),
    notedRequests: 0,
    listeners: [],
    cause: undefined,
    error: undefined,
    output: undefined,
    view: undefined,
    attributes: {},
  };
}

export function statusOf(state: InstanceState): SagaStatus {
  if (state.closed !== undefined) return state.closed;
  if (state.standstill !== undefined) return state.standstill.kind;
  const { next, inProgress, stuck } = state.undoing;
  if (stuck.size > 0 && next.size === 0 && inProgress.size === 0) return 'compensation-failed';
  if (state.phase === 'undo') return 'compensating';
  return state.forwardFailure !== undefined || state.blocked.size > 0 ? 'forward-failed' : 'running';
}

/** Its code is not told of anything for now. */
export function standsStill(state: InstanceState): boolean {
  return state.standstill !== undefined || state.forwardFailure !== undefined;
}
