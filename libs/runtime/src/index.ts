export { bindActivity } from './participant/bindings/activity-binding.js';
export type {
  ActivityBinding,
  BindingContext,
  BindingOptions,
  BoundReply,
  BoundRequest,
  Correlation,
  UndoBindingOptions,
} from './participant/bindings/activity-binding.js';
export { systemClock } from './clock/system-clock.js';
export { systemIds } from './ids/system-ids.js';
export type { Forward as ForwardRecord } from './messages/addressee.js';
export { deadLetter } from './messages/dead-letter.js';
export { redrive } from './dead-letters/redrive.js';
export type { RedriveOptions, SentAgain } from './dead-letters/redrive.js';
export { decodeCommand } from './messages/decode-command.js';
export type { CommandIdentity, DecodedCommand } from './messages/decode-command.js';
export { decodeReply } from './messages/decode-reply.js';
export type { DecodedReply } from './messages/decode-reply.js';
export { decodeRequest } from './messages/decode-request.js';
export type { DecodedRequest, RefusedRequest } from './messages/decode-request.js';
export { decodeResult } from './messages/decode-result.js';
export type { DecodedResult } from './messages/decode-result.js';
export type { ForeignRecord } from './foreign/foreign-record.js';
export { readAsRequest, readAsResult } from './messages/json-schemas.js';
export type { ReadableObject } from './messages/json-schemas.js';
export { defaultMessageLimits } from './messages/message-limits.js';
export type { MessageLimits } from './messages/message-limits.js';
export type { Unreadable } from './messages/read-json.js';
export { createCoordinator } from './coordinator/coordinator.js';
export { evaluationWith } from './evaluation/evaluation-with.js';
export type { CoordinatorMeter } from './coordinator/meter.js';
export type { ParticipantMeter } from './participant/meter.js';
export { determinismGuard } from './evaluation/guard/determinism-guard.js';
export type { NamespaceCap, NamespaceCaps } from './coordinator/caps/namespace-caps.js';
export type { Coordinator, CoordinatorHealth, CoordinatorOptions } from './coordinator/options.js';
export { TopicsMissing } from './topics/topics-missing.error.js';
export { bucketCount, commandTopics, coordinatorTopics, topicNames } from './topics/topics.js';
export { versionTable } from './coordinator/version-table.js';
export type { VersionRow } from './coordinator/version-table.js';
export type { TopicNames } from './topics/topics.js';
export type { ActivityContext, ActivityLog } from './participant/activity-context.js';
export type { ActivityHandler, ForwardOf, HandlerOptions, InputOf } from './participant/activity-handler.js';
export { checkHandlerOptions } from './participant/activity-handler.js';
export { createParticipant } from './participant/create-participant.js';
export type { Participant, ParticipantOptions } from './participant/create-participant.js';
export { ActivityAborted } from './participant/errors/activity-aborted.error.js';
export { CommandDelayed } from './participant/errors/command-delayed.error.js';
export { RetryableError } from './participant/errors/retryable.error.js';
export type { RetryableErrorOptions } from './participant/errors/retryable.error.js';
export { TerminalError } from './participant/errors/terminal.error.js';
export { HandedOver } from './participant/handed-over.js';
export type { ParticipantHealth, ParticipantState } from './participant/participant-health.js';
export { defaultParticipantLimits } from './participant/participant-limits.js';
export type { ParticipantLimits } from './participant/participant-limits.js';
export { carrySource, sourcesOf } from './sources/carried-sources.js';
export { createSources } from './sources/create-sources.js';
export type { Sources, SourcesHealth, SourcesOptions } from './sources/create-sources.js';
export { signalsFrom, startsFrom } from './sources/source.js';
export type {
  SignalOfRecord,
  SignalSource,
  Source,
  SourceOptions,
  StartOfRecord,
  StartSource,
} from './sources/source.js';
export type { ActivityAddress, ActivityHandle, FailureReport } from './client/activity-handle.js';
export { createSagaClient } from './client/create-saga-client.js';
export type { SagaClientOptions } from './client/create-saga-client.js';
export { AlreadyStarted } from './requests/errors/already-started.error.js';
export { ClientClosed } from './client/errors/client-closed.error.js';
export { Closed } from './requests/errors/closed.error.js';
export { InvalidInput } from './requests/errors/invalid-input.error.js';
export { LimitReached } from './requests/errors/limit-reached.error.js';
export { NotFound } from './requests/errors/not-found.error.js';
export { NotYetReadable } from './client/errors/not-yet-readable.error.js';
export { PayloadTooLarge } from './requests/errors/payload-too-large.error.js';
export { ReadsNothing } from './client/errors/reads-nothing.error.js';
export { RequestRefused } from './requests/errors/request-refused.error.js';
export { RequestTimeout } from './client/errors/request-timeout.error.js';
export { SagaEnded } from './client/errors/saga-ended.error.js';
export { UnknownSaga } from './requests/errors/unknown-saga.error.js';
export { describeInstance } from './client/instance-description.js';
export type { InstanceDescription } from './client/instance-description.js';
export type { ReadableStore } from './client/instance-lookup.js';
export type {
  InstanceHandle,
  NewRequest,
  OperatorOptions,
  ReasonOptions,
  SagaClient,
  StartedHandle,
  SignalWithStartOptions,
  StartOptions,
} from './client/saga-client.js';
export { historiesIn } from './histories/histories-in.js';
export type { FoundHistory } from './histories/histories-in.js';
export { historyText, parseHistory } from './histories/history.js';
export type { History } from './histories/history.js';
export { replayHistories } from './histories/replay-histories.js';
export type {
  DivergedHistory,
  ReplayedHistory,
  ReplayReport,
  UnreadableHistory,
} from './histories/replay-histories.js';
export { replayText } from './histories/replay-text.js';
export { sampledHistories } from './histories/sample.js';
export type { SampleOptions } from './histories/sample.js';
