import type { ActivityAttemptFailed } from './activity-attempt-failed.js';
import type { ActivityCancelRequested } from './activity-cancel-requested.js';
import type { ActivityCanceled } from './activity-canceled.js';
import type { ActivityCompleted } from './activity-completed.js';
import type { ActivityFailed } from './activity-failed.js';
import type { ActivityHeartbeat } from './activity-heartbeat.js';
import type { ActivityScheduled } from './activity-scheduled.js';
import type { ActivityStarted } from './activity-started.js';
import type { ActivityTimedOut } from './activity-timed-out.js';
import type { AttributesUpdated } from './attributes-updated.js';
import type { CancelGraceExpired } from './cancel-grace-expired.js';
import type { CancelRequested } from './cancel-requested.js';
import type { ChildCompleted } from './child-completed.js';
import type { ChildFailed } from './child-failed.js';
import type { ChildGivenUp } from './child-given-up.js';
import type { ChildStarted } from './child-started.js';
import type { ChildUndoRequested } from './child-undo-requested.js';
import type { CompensationPlanned } from './compensation-planned.js';
import type { CompensationSkipped } from './compensation-skipped.js';
import type { DetachedStarted } from './detached-started.js';
import type { DomainEventEmitted } from './domain-event-emitted.js';
import type { EffectRecorded } from './effect-recorded.js';
import type { EffectScheduled } from './effect-scheduled.js';
import type { LimitApproached } from './limit-approached.js';
import type { LimitReached } from './limit-reached.js';
import type { OperatorActed } from './operator-acted.js';
import type { PivotPassed } from './pivot-passed.js';
import type { RequestNoted } from './request-noted.js';
import type { SagaCanceled } from './saga-canceled.js';
import type { SagaCompensated } from './saga-compensated.js';
import type { SagaCompleted } from './saga-completed.js';
import type { SagaContinuedAsNew } from './saga-continued-as-new.js';
import type { SagaEscalated } from './saga-escalated.js';
import type { SagaFailed } from './saga-failed.js';
import type { SagaForwardFailed } from './saga-forward-failed.js';
import type { SagaParked } from './saga-parked.js';
import type { SagaPaused } from './saga-paused.js';
import type { SagaResumed } from './saga-resumed.js';
import type { SagaStarted } from './saga-started.js';
import type { SagaTerminated } from './saga-terminated.js';
import type { SagaTimedOut } from './saga-timed-out.js';
import type { ScopeUndone } from './scope-undone.js';
import type { SignalReceived } from './signal-received.js';
import type { StartAttached } from './start-attached.js';
import type { TimerCanceled } from './timer-canceled.js';
import type { TimerFired } from './timer-fired.js';
import type { TimerStarted } from './timer-started.js';
import type { UndoRequested } from './undo-requested.js';
import type { VersionMarked } from './version-marked.js';
import type { ViewUpdated } from './view-updated.js';

/** What happened, without its place in the history. */
export type EventBody =
  | ActivityAttemptFailed
  | ActivityCancelRequested
  | ActivityCanceled
  | ActivityCompleted
  | ActivityFailed
  | ActivityHeartbeat
  | ActivityScheduled
  | ActivityStarted
  | ActivityTimedOut
  | AttributesUpdated
  | CancelGraceExpired
  | CancelRequested
  | ChildCompleted
  | ChildFailed
  | ChildGivenUp
  | ChildStarted
  | ChildUndoRequested
  | CompensationPlanned
  | CompensationSkipped
  | DetachedStarted
  | DomainEventEmitted
  | EffectRecorded
  | EffectScheduled
  | LimitApproached
  | LimitReached
  | OperatorActed
  | PivotPassed
  | RequestNoted
  | SagaCanceled
  | SagaCompensated
  | SagaCompleted
  | SagaEscalated
  | SagaFailed
  | SagaContinuedAsNew
  | SagaForwardFailed
  | SagaParked
  | SagaPaused
  | SagaResumed
  | SagaStarted
  | SagaTerminated
  | SagaTimedOut
  | ScopeUndone
  | SignalReceived
  | StartAttached
  | TimerCanceled
  | TimerFired
  | TimerStarted
  | UndoRequested
  | VersionMarked
  | ViewUpdated;

export type EventType = EventBody['type'];

/** An event of a history; `index` counts from 0 within a run. */
export type SagaEvent = EventBody & { readonly index: number };
