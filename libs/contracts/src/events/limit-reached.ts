import type { LimitName } from './limit-approached.js';

/** The run is given up where it stands: what it recorded is undone. Never past the pivot. */
export interface LimitReached {
  readonly type: 'LimitReached';
  readonly limit: Exclude<LimitName, 'signals'>;
  readonly value: number;
  readonly max: number;
}
