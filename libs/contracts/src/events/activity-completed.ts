import type { Operation } from '../identity/keys.js';
import type { Json } from '../json/json.js';

export interface ActivityCompleted {
  readonly type: 'ActivityCompleted';
  readonly activityId: string;
  readonly operation: Operation;
  readonly attempt: number;
  readonly output?: Json;
}
