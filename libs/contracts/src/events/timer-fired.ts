import type { Operation } from '../identity/keys.js';
import type { OfRun } from './of-run.js';

export type TimerFired =
  | { readonly type: 'TimerFired'; readonly timerId: string; readonly purpose: 'sleep' }
  /** The code begins. */
  | { readonly type: 'TimerFired'; readonly timerId: string; readonly purpose: 'start-delay' }
  | (OfRun & {
      readonly type: 'TimerFired';
      readonly timerId: string;
      readonly purpose: 'backoff';
      readonly activityId: string;
      readonly operation: Operation;
      /** The attempt that begins now. */
      readonly attempt: number;
    });
