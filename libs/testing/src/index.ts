export { awkwardIds, everyVisibleCharacter } from './builders/awkward-ids.js';
export { aLedgerRecord } from './builders/ledger-record.js';
export { oddJson } from './builders/odd-json.js';
export { aProjection } from './builders/projection.js';
export { aTurn, encoded, signalReceived, turnsInSequence } from './builders/turn.js';
export { check } from './checker/check.js';
export type { BankBooks } from './checker/evidence/bank-books.js';
export type { BrokerDump, BrokerRecord, CommittedOffset } from './checker/evidence/broker-dump.js';
export type { ClientAnswer, ClientCall, ClientOutcome } from './checker/evidence/client-call.js';
export { digestOf } from './checker/evidence/digest-of.js';
export type { ActivityCall, EffectLog, EffectiveEffect, InjectedFaults } from './checker/evidence/effect-log.js';
export { emptyEvidence } from './checker/evidence/evidence.js';
export type { Evidence } from './checker/evidence/evidence.js';
export type { JournalDump, JournalWrite } from './checker/evidence/journal-dump.js';
export type { LeftBehind, Remains } from './checker/evidence/remains.js';
export type { ReplayedHistory, SentRecord, Standing } from './checker/evidence/replayed-history.js';
export { replaysOf } from './checker/evidence/replays-of.js';
export type { InvariantNumber, Violation } from './checker/violation.js';
export { violationText } from './checker/violation-text.js';
export { custodyContract } from './contract/custody/custody-contract.js';
export type { CustodySubject } from './contract/custody/custody-subject.js';
export { instancesContract } from './contract/instances/instances-contract.js';
export type { InstancesExceptions } from './contract/instances/instances-contract.js';
export type { InstancesSubject } from './contract/instances/instances-subject.js';
export { journalContract } from './contract/journal/journal-contract.js';
export type { JournalSubject } from './contract/journal/journal-subject.js';
export { ledgerContract } from './contract/ledger/ledger-contract.js';
export type { LedgerSubject } from './contract/ledger/ledger-subject.js';
export {
  Listener as BusListener,
  numbered as numberedRecords,
  numbers,
  record as aRecord,
  shareExactly,
  untilAll,
} from './contract/message-bus/listener.js';
export { messageBusContract } from './contract/message-bus/message-bus-contract.js';
export { fresh as freshName } from './contract/message-bus/message-bus-under-test.js';
export type { MessageBusUnderTest } from './contract/message-bus/message-bus-under-test.js';
export {
  canceled,
  compensated,
  compensationFailed,
  completed,
  emitted,
  executed,
  failed,
  forwardFailed,
  not,
  parked,
  paused,
  terminated,
  waitsFor,
} from './specification/expectations.js';
export type { Expectation } from './specification/expectations.js';
export { activity, child, effect, limits } from './specification/given.js';
export type { Given } from './specification/given.js';
export { RecordedInstance } from './specification/recorded-instance.js';
export { sagaOf } from './specification/saga-of.js';
export { sagaSpecification } from './specification/saga-specification.js';
export { SpecificationFailed } from './specification/specification-failed.error.js';
export {
  cancel,
  deploy,
  handedOver,
  operator,
  pause,
  resume,
  signal,
  signalWithStart,
  start,
  terminate,
  timePasses,
} from './specification/when.js';
export type { When } from './specification/when.js';
export { versionsContract } from './contract/versions/versions-contract.js';
export type { VersionsSubject } from './contract/versions/versions-contract.js';
export { recordingLog } from './virtual/recording-log.js';
export type { LogEntry, RecordingLog } from './virtual/recording-log.js';
export { seededIds } from './virtual/seeded-ids.js';
export { virtualClock } from './virtual/virtual-clock.js';
export type { VirtualClock } from './virtual/virtual-clock.js';
export { SagaTestingModule } from './module/saga-testing-module.js';
export type { ProcessName, SagaTestingOptions } from './module/saga-testing-module.js';
export { contractRoundTrip } from './round-trip/contract-round-trip.js';
export type { Lost, RoundTripOptions } from './round-trip/contract-round-trip.js';
