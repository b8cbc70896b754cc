import type { Json } from '../json/json.js';

export interface DomainEventEmitted {
  readonly type: 'DomainEventEmitted';
  readonly topic: string;
  readonly payload: Json;
}
