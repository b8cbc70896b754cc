export { EffectStore } from './effect-store.js';
export type { Call, HappenedEffect } from './effect-store.js';
export { MemoryEffects } from './effects.memory.js';
export { MongoEffects } from './effects.mongo.js';
export { SqliteEffects } from './effects.sqlite.js';
export { RecordedEffects } from './recorded-effects.js';
export { RecordedEffectsModule } from './recorded-effects.module.js';
export type { RecordedEffectsOptions } from './recorded-effects.module.js';
