import type { Input } from '@skald/engine';
import type { IncomingRecord } from '@skald/ports';

/** An input on its way through the rooms. */
export interface Item {
  readonly input: Input;
  /** The record it came in, for the dead letters. */
  readonly record?: IncomingRecord;
  /** It was found parked, perhaps by somebody who could not evaluate it. */
  readonly takesUp?: true;
  /** Called once, when its turn is durable, its messages are out and the projection is stored. */
  readonly settle: () => void;
}
