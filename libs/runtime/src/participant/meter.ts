import type { DeadLetterMeter } from '../messages/dead-letter-meter.js';

/** Told what a participant does; cheap, and never throws. */
export interface ParticipantMeter extends DeadLetterMeter {
  /** An attempt began so long after it was scheduled, by the clocks of two machines. */
  attemptStarted(activity: string, seconds: number): void;
}
