import type { DeadLetterReason } from '@skald/contracts';

/** Told of every record that goes to dead letters; cheap, and never throws. */
export interface DeadLetterMeter {
  /** `topic`: where the record had come. */
  deadLettered(topic: string, reason: DeadLetterReason): void;
}
