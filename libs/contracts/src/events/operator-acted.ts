import type { Operation } from '../identity/keys.js';
import type { Json } from '../json/json.js';
import type { OperatorVerb } from '../messages/request.js';
import type { OfRun } from './of-run.js';
import type { RequestOrigin } from './request-origin.js';

export interface OperatorActed extends RequestOrigin, OfRun {
  readonly type: 'OperatorActed';
  readonly verb: OperatorVerb;
  readonly activityId?: string;
  readonly operation?: Operation;
  readonly reason?: string;
  readonly actor?: string;
  readonly output?: Json;
}
