/** One call of a participant, as it came in. */
export interface Call {
  readonly key: string;
  readonly activity: string;
  readonly operation: 'execute' | 'compensate';
  readonly attempt: number;
  readonly at: Date;
}

/** Something that happened, once for each idempotency key. */
export interface HappenedEffect {
  readonly key: string;
  readonly activity: string;
  readonly operation: 'execute' | 'compensate';
  readonly at: Date;
}

/** Where the participants keep what they did, so that it can be counted from outside. */
export interface EffectStore {
  /** One row for each call, also for a repeated one. */
  called(call: Call): Promise<void>;
  /** False when this key was effective before: nothing is changed then. */
  happened(effect: HappenedEffect): Promise<boolean>;
  /** Whether this key was effective. */
  has(key: string): Promise<boolean>;
}

export const EffectStore = Symbol('EffectStore');
