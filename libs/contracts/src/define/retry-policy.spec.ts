import { describe, expect, it } from '@jest/globals';
import { defaultCompensationRetry, defaultRetry, retryPolicy } from './retry-policy.js';

describe('a retry policy', () => {
  it('takes from its base what it does not say', () => {
    expect(retryPolicy({}, defaultRetry, 'retry')).toEqual(defaultRetry);
    expect(retryPolicy({ maxAttempts: 3, initialInterval: '5s' }, defaultCompensationRetry, 'retry')).toEqual({
      maxAttempts: 3,
      initialIntervalMs: 5_000,
      backoffCoefficient: 2,
      maxIntervalMs: 60_000,
    });
    expect(retryPolicy({ backoffCoefficient: 1, maxInterval: '2s' }, defaultRetry, 'retry')).toMatchObject({
      backoffCoefficient: 1,
      maxIntervalMs: 2_000,
    });
  });

  it('a first interval above the default longest one is not cut', () => {
    expect(retryPolicy({ initialInterval: '1h' }, defaultRetry, 'retry').maxIntervalMs).toBe(3_600_000);
  });

  it.each([
    ['maxAttempts', NaN],
    ['maxAttempts', Infinity],
    ['maxAttempts', 0],
    ['maxAttempts', -1],
    ['maxAttempts', 1.5],
    ['maxAttempts', '3'],
    ['backoffCoefficient', NaN],
    ['backoffCoefficient', Infinity],
    ['backoffCoefficient', -Infinity],
    ['backoffCoefficient', 0],
    ['backoffCoefficient', 0.5],
    ['initialInterval', '-1s'],
    ['initialInterval', 5],
    ['maxInterval', 'soon'],
  ])('B11 %s: %p is refused and the field is named', (field, value) => {
    expect(() => retryPolicy({ [field]: value }, defaultRetry, 'activity a.b: retry')).toThrow(TypeError);
    expect(() => retryPolicy({ [field]: value }, defaultRetry, 'activity a.b: retry')).toThrow(
      `activity a.b: retry.${field}: `,
    );
  });
});
