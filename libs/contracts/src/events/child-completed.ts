import type { Operation } from '../identity/keys.js';
import type { Json } from '../json/json.js';
import type { OfRun } from './of-run.js';

/** The child returned a value, or (`compensate`) has undone what it did. */
export interface ChildCompleted extends OfRun {
  readonly type: 'ChildCompleted';
  readonly childId: string;
  readonly operation: Operation;
  readonly attempt: number;
  /** Of `execute`. */
  readonly output?: Json;
  /** It passed its pivot, and so the parent has passed its own. */
  readonly pivot?: true;
}
