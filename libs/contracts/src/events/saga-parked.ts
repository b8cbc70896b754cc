import type { ParkCode } from '../errors/codes.js';
import type { Json } from '../json/json.js';

export interface SagaParked {
  readonly type: 'SagaParked';
  readonly code: ParkCode;
  readonly message: string;
  /** For nondeterminism: `{ eventIndex, expected, got, at }`. */
  readonly detail?: Json;
}
