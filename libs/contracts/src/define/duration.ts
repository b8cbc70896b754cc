import { short, shown } from './shown.js';

type Unit =
  | 'ms'
  | 'millisecond'
  | 'milliseconds'
  | 's'
  | 'second'
  | 'seconds'
  | 'm'
  | 'minute'
  | 'minutes'
  | 'h'
  | 'hour'
  | 'hours'
  | 'd'
  | 'day'
  | 'days';

/** A length of time as text: `'500ms'`, `'30s'`, `'2 days'`. Bare numbers are refused, so that no unit is guessed. */
export type Duration = `${number}${Unit}` | `${number} ${Unit}`;

const millisecondsPer: Readonly<Record<Unit, number>> = {
  ms: 1,
  millisecond: 1,
  milliseconds: 1,
  s: 1_000,
  second: 1_000,
  seconds: 1_000,
  m: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
};

const pattern = /^(\d+(?:\.\d+)?) ?([a-z]+)$/;

/**
 * Milliseconds of a duration, rounded to whole ones.
 * @throws TypeError naming `field` when the text is not a duration of zero or more (`not zero`: of at least a millisecond).
 */
export function milliseconds(duration: Duration, field = 'duration', zero?: 'not zero'): number {
  const match = typeof duration === 'string' ? pattern.exec(duration) : null;
  const unit = match?.[2];
  if (match === null || unit === undefined || !Object.hasOwn(millisecondsPer, unit)) {
    throw new TypeError(`${field}: ${shown(duration)} is not a duration; write it as '500ms', '30s' or '2 days'`);
  }
  const value = Math.round(Number(match[1]) * millisecondsPer[unit as Unit]);
  if (!Number.isSafeInteger(value)) throw new TypeError(`${field}: ${short(duration)} is too long`);
  if (zero !== undefined && value === 0) throw new TypeError(`${field}: ${short(duration)} is no time at all`);
  return value;
}
