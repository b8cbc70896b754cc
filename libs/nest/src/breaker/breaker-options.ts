import type { Duration } from '@skald/contracts';
import { milliseconds, mustBeOptions, shown } from '@skald/contracts';

export interface BreakerOptions {
  /** Opens when so many of the calls of the last ten seconds failed. Default 50. */
  readonly errorThresholdPercentage?: number;
  /** Fewer calls than this in ten seconds never open it. Default 5. */
  readonly volumeThreshold?: number;
  /** How long it stays open before one call is let through to see. Default `5s`. */
  readonly resetTimeout?: Duration;
}

const names = ['errorThresholdPercentage', 'volumeThreshold', 'resetTimeout'];

/** @throws TypeError naming the option that is out of range, or that is none */
export function checkBreakerOptions(options: BreakerOptions, field: string): void {
  mustBeOptions(options, field, names);
  const { errorThresholdPercentage: threshold = 50, volumeThreshold: volume = 5, resetTimeout = '5s' } = options;
  if (!(typeof threshold === 'number' && threshold > 0 && threshold <= 100))
    throw new TypeError(`${field}.errorThresholdPercentage: ${shown(threshold)} is not a number above 0, up to 100`);
  if (!(Number.isSafeInteger(volume) && volume >= 0))
    throw new TypeError(`${field}.volumeThreshold: ${shown(volume)} is not a whole number from 0 on`);
  milliseconds(resetTimeout, `${field}.resetTimeout`, 'not zero');
}
