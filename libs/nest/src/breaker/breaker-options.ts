import type { Duration } from '@skald/contracts';

export interface BreakerOptions {
  /** Opens when so many of the calls of the last ten seconds failed. Default 50. */
  readonly errorThresholdPercentage?: number;
  /** Fewer calls than this in ten seconds never open it. Default 5. */
  readonly volumeThreshold?: number;
  /** How long it stays open before one call is let through to see. Default `5s`. */
  readonly resetTimeout?: Duration;
}
