/** Told what a participant does; cheap, and never throws. */
export interface ParticipantMeter {
  /** An attempt began so long after it was scheduled, by the clocks of two machines. */
  attemptStarted(activity: string, seconds: number): void;
}
