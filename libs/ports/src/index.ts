export type { Cancel, Clock } from './clock.js';
export type { Custody, Suspect } from './custody.js';
export type { Ids } from './ids.js';
export type {
  DueInstance,
  InstanceFilter,
  InstancePage,
  InstanceProjection,
  Instances,
  OpenOfNamespace,
  OpenOfVersion,
  ParkedInstance,
  ParkedQuestion,
} from './instances.js';
export { InvalidCursor } from './invalid-cursor.error.js';
export { isUnreadable } from './is-unreadable.js';
export { decodeCursor, pageOf } from './list-cursor.js';
export type { AppendOutcome, EncodedTurn, Journal } from './journal.js';
export type { Ledger, LedgerRecord, RecordOutcome } from './ledger.js';
export type { Log, LogLevel } from './log.js';
export type {
  IncomingRecord,
  MessageBus,
  OutgoingRecord,
  PublishOutcome,
  Subscription,
  SubscriptionHandlers,
  SubscriptionOptions,
  TopicPartition,
  TopicSpecification,
} from './message-bus.js';
export { BusUnavailable, StoreUnavailable } from './unavailable.error.js';
export { UnknownFormat } from './unknown-format.error.js';
export { listedProjection, storedProjection } from './stored-projection.js';
export { storedTurn } from './stored-turn.js';
export { UnreadableProjection } from './unreadable-projection.error.js';
export { UnreadableTurn } from './unreadable-turn.error.js';
export type { CurrentVersion, Versions } from './versions.js';
