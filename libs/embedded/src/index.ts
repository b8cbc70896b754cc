export { MemoryBroker } from './bus/memory-broker.js';
export type { MemoryBrokerOptions } from './bus/memory-broker.js';
export { memoryBus } from './bus/message-bus.memory.js';
export { openEmbeddedStore } from './store/open-store.js';
export type { EmbeddedStore, EmbeddedStoreOptions } from './store/open-store.js';
export { EmbeddedStoreRefused } from './store/sqlite-error.js';
