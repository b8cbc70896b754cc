export { defineActivity } from './define/activity.js';
export type { ActivityContract, ActivityDefinition, Forward } from './define/activity.js';
export { checkActivityDefaults, nearest } from './define/activity-defaults.js';
export type {
  ActivityDefaults,
  CompensationOptions,
  InDoubtPolicy,
  NearestOptions,
} from './define/activity-defaults.js';
export { attributesFlaw } from './define/attributes.js';
export type { Attribute, Attributes, AttributesFlaw, AttributesPatch } from './define/attributes.js';
export { defineDomainEvent } from './define/domain-event.js';
export type { DomainEventContract } from './define/domain-event.js';
export { milliseconds } from './define/duration.js';
export type { Duration } from './define/duration.js';
export { defaultCompensationRetry, defaultRetry, mustBeOptions, retryPolicy } from './define/retry-policy.js';
export type { Backoff, RetryOptions, RetryPolicy } from './define/retry-policy.js';
export { defineSaga } from './define/saga.js';
export type { SagaContract, SagaDeclaration } from './define/saga.js';
export { validate } from './define/schema.js';
export type { Schema, SchemaOutput, Validation } from './define/schema.js';
export { shown } from './define/shown.js';
export { defineSignal } from './define/signal.js';
export type { SignalContract } from './define/signal.js';
export type { DeadLetterReason, ParkCode, RefusalCode } from './errors/codes.js';
export type { RecordedError } from './errors/recorded-error.js';
export type { ActivityAttemptFailed } from './events/activity-attempt-failed.js';
export type { ActivityCancelRequested } from './events/activity-cancel-requested.js';
export type { ActivityCanceled } from './events/activity-canceled.js';
export type { ActivityCompleted } from './events/activity-completed.js';
export type { ActivityFailed } from './events/activity-failed.js';
export type { ActivityHeartbeat } from './events/activity-heartbeat.js';
export type {
  ActivityScheduled,
  ForwardScheduled,
  RecordedCompensation,
  UndoScheduled,
} from './events/activity-scheduled.js';
export type { ActivityStarted } from './events/activity-started.js';
export type { ActivityTimedOut, TimeoutKind } from './events/activity-timed-out.js';
export type { AttributesUpdated } from './events/attributes-updated.js';
export type { CancelGraceExpired } from './events/cancel-grace-expired.js';
export type { CancelRequested } from './events/cancel-requested.js';
export type { ChildCompleted } from './events/child-completed.js';
export type { ChildFailed } from './events/child-failed.js';
export type { ChildGivenUp } from './events/child-given-up.js';
export type { ChildStarted, ParentClosePolicy } from './events/child-started.js';
export type { ChildUndoRequested } from './events/child-undo-requested.js';
export type { CompensationPlanned, FailureCause } from './events/compensation-planned.js';
export type { CompensationSkipped } from './events/compensation-skipped.js';
export type { DetachedStarted } from './events/detached-started.js';
export type { DomainEventEmitted } from './events/domain-event-emitted.js';
export type { EffectRecorded } from './events/effect-recorded.js';
export type { EffectScheduled } from './events/effect-scheduled.js';
export type { LimitApproached, LimitName } from './events/limit-approached.js';
export type { LimitReached } from './events/limit-reached.js';
export type { OperatorActed } from './events/operator-acted.js';
export type { PivotPassed } from './events/pivot-passed.js';
export type { RequestNoted } from './events/request-noted.js';
export type { SagaCanceled } from './events/saga-canceled.js';
export type { SagaCompensated } from './events/saga-compensated.js';
export type { SagaCompleted } from './events/saga-completed.js';
export type { EscalatedWait, SagaEscalated } from './events/saga-escalated.js';
export type { Carried, CarriedActivity, CarriedChild, SagaContinuedAsNew } from './events/saga-continued-as-new.js';
export type { SagaFailed } from './events/saga-failed.js';
export type { SagaForwardFailed } from './events/saga-forward-failed.js';
export type { SagaParked } from './events/saga-parked.js';
export type { SagaPaused } from './events/saga-paused.js';
export type { SagaResumed } from './events/saga-resumed.js';
export type { SagaStarted } from './events/saga-started.js';
export type { SagaTerminated } from './events/saga-terminated.js';
export type { SagaTimedOut } from './events/saga-timed-out.js';
export type { ScopeUndone } from './events/scope-undone.js';
export type { SignalReceived } from './events/signal-received.js';
export type { StartAttached } from './events/start-attached.js';
export type { TimerCanceled } from './events/timer-canceled.js';
export type { TimerFired } from './events/timer-fired.js';
export type { TimerStarted } from './events/timer-started.js';
export type { OfRun } from './events/of-run.js';
export type { VersionMarked } from './events/version-marked.js';
export type { ViewUpdated } from './events/view-updated.js';
export type { UndoRequested } from './events/undo-requested.js';
export type { RequestOrigin } from './events/request-origin.js';
export { isEventType } from './events/event-types.js';
export type { EventBody, EventType, SagaEvent } from './events/saga-event.js';
export { isClosed, sagaStatuses } from './events/status.js';
export type { ClosedStatus, SagaStatus } from './events/status.js';
export {
  childWorkflowId,
  commandKey,
  defaultNamespace,
  idempotencyKey,
  instanceKey,
  parseInstanceKey,
} from './identity/keys.js';
export type { ActivityIdentity, InstanceIdentity, Operation } from './identity/keys.js';
export { murmur2, partitionOfKey } from './identity/murmur2.js';
export { isName, namePattern, nameRule, requireTopicName } from './identity/names.js';
export type { NameKind } from './identity/names.js';
export { maxJsonDepth, NotJsonError, toJson } from './json/json.js';
export type { Json } from './json/json.js';
export { utf8Length } from './json/utf8-length.js';
export type {
  CancelCommand,
  CancelReason,
  Command,
  CompensateCommand,
  ExecuteCommand,
  OperationCommand,
} from './messages/command.js';
export type {
  ChildCompletedResult,
  ChildFailedResult,
  ChildFailedStatus,
  ChildResult,
} from './messages/child-result.js';
export type { EventRecord } from './messages/event-record.js';
export type { ParentLink } from './messages/parent-link.js';
export type { AcceptedReply, ClosedReply, RejectedReply, Reply } from './messages/reply.js';
export type {
  CancelRequest,
  OnExisting,
  OperatorRequest,
  OperatorVerb,
  PauseRequest,
  SagaRequest,
  SignalRequest,
  SignalStart,
  StartRequest,
  TerminateRequest,
  UndoRequest,
} from './messages/request.js';
export type {
  ActivityResult,
  CompletedResult,
  Effect,
  FailedResult,
  HandedOverResult,
  HeartbeatResult,
  StartedResult,
} from './messages/result.js';
export type { SagaResult } from './messages/saga-result.js';
export type { WaitingFor } from './messages/waiting-for.js';
