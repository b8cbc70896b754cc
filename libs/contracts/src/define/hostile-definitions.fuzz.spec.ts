import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hold } from '../../../../test/hostile/hold.for-spec.js';
import { jsonText, words } from '../../../../test/hostile/json-text.for-spec.js';
import { checkActivityDefaults } from './activity-defaults.js';
import { attributesFlaw } from './attributes.js';
import type { Duration } from './duration.js';
import { milliseconds } from './duration.js';

/** Whatever JavaScript has: what JSON says, and what it cannot say. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    NaN,
    Infinity,
    -0,
    1n,
    Symbol('s'),
    () => 1,
    new Date(NaN),
    Object.create(null),
    new Map(),
  ),
  fc.constantFrom<unknown>(
    '1s',
    '5 minutes',
    '0s',
    '1.5h',
    '-1s',
    '1e3s',
    '١s',
    '1 s ',
    '1s\n',
    '9007199254740993ms',
    3,
    0.5,
  ),
  fc.constantFrom(...words),
  fc.constantFrom(...['1', '1.', ' ', 'a', '1 a'].map((part) => part.repeat(200_000))),
  jsonText.map((text) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text;
    }
  }),
);

describe('what an author may give by mistake', () => {
  it('a duration is milliseconds, or refused with a TypeError that names its field in few words', () => {
    let read = 0;
    hold(4_500, anything, (given) => {
      try {
        const value = milliseconds(given as Duration, 'timeout');
        if (!Number.isSafeInteger(value) || value < 0) throw new Error(String(given));
        read += 1;
      } catch (error) {
        mustName(error, 'timeout');
      }
    });
    expect(read).toBeGreaterThan(100);
  });

  it('options of activities are within range, or refused with a TypeError that names the activity', () => {
    const retry = fc.dictionary(
      fc.constantFrom(
        'maxAttempts',
        'backoff',
        'initialInterval',
        'backoffCoefficient',
        'maxInterval',
        'jitter',
        'nonRetryable',
      ),
      anything,
      { maxKeys: 3 },
    );
    const undo = fc.dictionary(fc.constantFrom('retry', 'timeout'), fc.oneof(retry, anything), { maxKeys: 2 });
    const options = fc.dictionary(
      fc.constantFrom('timeout', 'deadline', 'heartbeat', 'inDoubt', 'retry', 'compensation'),
      fc.oneof(retry, undo, anything),
      { maxKeys: 2 },
    );
    let read = 0;
    hold(4_000, options, (given) => {
      try {
        checkActivityDefaults(given, 'activity payments.charge');
        read += 1;
      } catch (error) {
        mustName(error, 'activity payments.charge');
      }
    });
    expect(read).toBeGreaterThan(50);
  });

  it('attributes are names and values, or their flaw is told', () => {
    hold(2_000, anything, (given) => {
      const flaw = attributesFlaw(given);
      if (flaw !== undefined && flaw.detail === '') throw new Error('no detail');
    });
  });
});

function mustName(error: unknown, field: string): void {
  if (!(error instanceof TypeError) || !error.message.startsWith(field)) throw error;
  if (error.message.length > 1_024) throw new Error(`${error.message.length} characters are no short message`);
}
