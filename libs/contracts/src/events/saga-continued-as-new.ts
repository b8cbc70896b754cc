import type { Json } from '../json/json.js';
import type { ForwardScheduled } from './activity-scheduled.js';
import type { ChildStarted } from './child-started.js';
import type { RequestOrigin } from './request-origin.js';

/** A run has ended by beginning the next one, whose `SagaStarted` follows in the same turn. */
export interface SagaContinuedAsNew {
  readonly type: 'SagaContinuedAsNew';
  readonly input: Json;
  /** Of the next run. */
  readonly version: number;
  readonly carried: Carried;
}

/** What the next run takes over, so that nothing of earlier runs need be read again. */
export interface Carried {
  /** Nobody has taken them; of one name in order of arrival. */
  readonly signals: readonly { readonly name: string; readonly payload: Json }[];
  /** What may still have to be undone, oldest first. */
  readonly undo: readonly (CarriedActivity | CarriedChild)[];
  readonly pivotPassed: boolean;
  /** What the saga shows until it shows something else. */
  readonly view?: Json;
  /** Who asked to hear how the instance ends. */
  readonly listeners: readonly RequestOrigin[];
}

/** An activity of an earlier run that can be undone, and that completed or may have happened. */
export interface CarriedActivity {
  /** The run that scheduled it. */
  readonly run: number;
  readonly scheduled: Omit<ForwardScheduled, 'type'>;
  /** Attempts that were issued. */
  readonly attempt: number;
  /** Present when it completed. */
  readonly output?: Json;
}

/** A child of an earlier run that can be undone. */
export interface CarriedChild {
  /** The run that started it. */
  readonly run: number;
  readonly started: Omit<ChildStarted, 'type' | 'input' | 'refused'>;
  /** Attempts that were made to start it. */
  readonly attempt: number;
  /** Present when it completed. */
  readonly output?: null;
}
