import type { Operation } from '../identity/keys.js';
import type { Json } from '../json/json.js';
import type { OfRun } from './of-run.js';

export interface ActivityHeartbeat extends OfRun {
  readonly type: 'ActivityHeartbeat';
  readonly activityId: string;
  readonly operation: Operation;
  readonly attempt: number;
  readonly details?: Json;
}
