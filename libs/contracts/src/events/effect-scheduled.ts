import type { Json } from '../json/json.js';

export interface EffectScheduled {
  readonly type: 'EffectScheduled';
  readonly effectId: string;
  readonly name: string;
  readonly input?: Json;
}
