import { expect, it } from '@jest/globals';
import { monthsAfter } from './months-after.js';

it.each([
  ['2026-01-01T09:30:00.000Z', 1, '2026-02-01T09:30:00.000Z'],
  ['2026-01-31T00:00:00.000Z', 1, '2026-02-28T00:00:00.000Z'],
  ['2028-01-31T00:00:00.000Z', 1, '2028-02-29T00:00:00.000Z'],
  // A short month in between does not move the day.
  ['2026-01-31T00:00:00.000Z', 2, '2026-03-31T00:00:00.000Z'],
  ['2026-11-30T23:59:59.999Z', 3, '2027-02-28T23:59:59.999Z'],
  ['2026-05-15T12:00:00.000Z', 12, '2027-05-15T12:00:00.000Z'],
])('%s and %i months are %s', (since, months, then) => {
  expect(monthsAfter(new Date(since), months).toISOString()).toBe(then);
});
