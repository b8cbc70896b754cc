import { describe, expect, it } from '@jest/globals';
import type { Duration } from './duration.js';
import { milliseconds } from './duration.js';

describe('a duration', () => {
  it.each<[Duration, number]>([
    ['0s', 0],
    ['500ms', 500],
    ['1 millisecond', 1],
    ['30s', 30_000],
    ['1 second', 1_000],
    ['2.5s', 2_500],
    ['5m', 300_000],
    ['1 minute', 60_000],
    ['3h', 10_800_000],
    ['2 hours', 7_200_000],
    ['2 days', 172_800_000],
    ['1d', 86_400_000],
    ['0.0004s', 0],
  ])('%s is %d ms', (duration, ms) => {
    expect(milliseconds(duration)).toBe(ms);
  });

  it.each([
    '',
    's',
    '5',
    '-1s',
    '1 s ',
    ' 1s',
    '1  s',
    '1e3s',
    'NaNs',
    `${Infinity}s`,
    '1 fortnight',
    '1S',
    '5 toString',
    '.5s',
    '١s',
  ])('B11 %j is refused and the field is named', (text) => {
    expect(() => milliseconds(text as Duration, 'activity a.b: timeout')).toThrow(TypeError);
    expect(() => milliseconds(text as Duration, 'activity a.b: timeout')).toThrow(
      /^activity a\.b: timeout: .* is not a duration/,
    );
  });

  it.each([5, NaN, Infinity, null, undefined, 1n, {}, new Date()])('C7 %p is no duration, either', (value) => {
    expect(() => milliseconds(value as never)).toThrow(TypeError);
  });

  it('longer than a number can hold exactly is refused', () => {
    expect(() => milliseconds('999999999999 days', 'timeout')).toThrow('timeout: 999999999999 days is too long');
  });

  it('is checked by its type', () => {
    const fine: Duration[] = ['1s', '1 s', '1.5 days', '500ms', '2 hours'];
    // @ts-expect-error a unit that is none
    const typo: Duration = '3 dyas';
    // @ts-expect-error a bare number: of what unit?
    const bare: Duration = 5;
    // @ts-expect-error a number in quotes has no unit, either
    const text: Duration = '5';
    // @ts-expect-error a unit alone
    const unit: Duration = 's';
    expect([fine.length, typo, bare, text, unit]).toHaveLength(5);
  });
});
