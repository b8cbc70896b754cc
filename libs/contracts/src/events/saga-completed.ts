import type { Json } from '../json/json.js';

export interface SagaCompleted {
  readonly type: 'SagaCompleted';
  readonly output: Json;
}
