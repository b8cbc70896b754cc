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

  it('records what is said of back-off, jitter and errors, and leaves out what changes nothing', () => {
    const said = { backoff: 'linear', jitter: 0.2, nonRetryable: ['Declined'] } as const;
    expect(retryPolicy(said, defaultRetry, 'retry')).toEqual({ ...defaultRetry, ...said });
    const nothing = { backoff: 'exponential', jitter: 0, nonRetryable: [] } as const;
    expect(retryPolicy(nothing, defaultRetry, 'retry')).toEqual(defaultRetry);
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
    ['backoffCoefficient', '2'],
    ['backoff', 'quadratic'],
    ['backoff', null],
    ['jitter', NaN],
    ['jitter', Infinity],
    ['jitter', -0.1],
    ['jitter', 1.1],
    ['jitter', '0.5'],
    ['nonRetryable', 'CardDeclined'],
    ['nonRetryable', ['']],
    ['nonRetryable', [7]],
    ['initialInterval', '0s'],
    ['initialInterval', NaN],
    ['initialInterval', Infinity],
    ['initialInterval', '-1s'],
    ['maxInterval', '0ms'],
    ['maxInterval', -Infinity],
    ['initialInterval', 5],
    ['maxInterval', 'soon'],
  ])('B11 %s: %p is refused and the field is named', (field, value) => {
    expect(() => retryPolicy({ [field]: value }, defaultRetry, 'activity a.b: retry')).toThrow(TypeError);
    expect(() => retryPolicy({ [field]: value }, defaultRetry, 'activity a.b: retry')).toThrow(
      `activity a.b: retry.${field}: `,
    );
  });
});
