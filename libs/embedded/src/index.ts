export { openEmbeddedStore } from './store/open-store.js';
export type { EmbeddedStore, EmbeddedStoreOptions } from './store/open-store.js';
export { EmbeddedStoreRefused } from './store/sqlite-error.js';
