export { environment, services, up, type Environment, type Services } from './services.ts';
export { borrow, giveBack } from './borrow.ts';
export { down } from './down.ts';
export { missing, startKafka, startStore, type KafkaOptions, type OwnKafka, type OwnStore } from './start.ts';
export { Unavailable } from './unavailable.ts';
export type { StoreName } from './kinds/kind.ts';
