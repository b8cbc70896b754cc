import type { Operation } from '../identity/keys.js';
import type { Json } from '../json/json.js';

export interface ActivityHeartbeat {
  readonly type: 'ActivityHeartbeat';
  readonly activityId: string;
  readonly operation: Operation;
  readonly attempt: number;
  readonly details?: Json;
}
