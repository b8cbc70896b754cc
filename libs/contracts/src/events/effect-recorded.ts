import type { RecordedError } from '../errors/recorded-error.js';
import type { Json } from '../json/json.js';

export type EffectRecorded = { readonly type: 'EffectRecorded'; readonly effectId: string } & (
  { readonly value: Json } | { readonly error: RecordedError }
);
