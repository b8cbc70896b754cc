import type { Operation } from '../identity/keys.js';
import type { Json } from '../json/json.js';
import type { OfRun } from './of-run.js';

export interface ActivityCompleted extends OfRun {
  readonly type: 'ActivityCompleted';
  readonly activityId: string;
  readonly operation: Operation;
  readonly attempt: number;
  readonly output?: Json;
}
