export { assignPartitions } from './assigner.js';
export type { AssignableMember, AssignmentQuestion } from './assigner.js';
export { DriverError } from './driver/driver.error.js';
export type { DriverErrorKind } from './driver/driver.error.js';
export type {
  BatchAnswer,
  Claim,
  DriverAdmin,
  DriverConsumer,
  DriverConsumerHandlers,
  DriverConsumerOptions,
  DriverProducer,
  DriverTopic,
  FetchedBatch,
  FetchedRecord,
  JoinedGroup,
  KafkaDriver,
  PartitionBatch,
  PartitionOffset,
  WireRecord,
} from './driver/driver.js';
export { kafkaBus } from './message-bus.kafka.js';
export type { KafkaBusOptions } from './options.js';
