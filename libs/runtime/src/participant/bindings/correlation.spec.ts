import { describe, expect, it } from '@jest/globals';
import { awkwardIds, everyVisibleCharacter } from '@skald/testing';

import { correlationOf, readCorrelation } from './correlation.js';

const identity = {
  namespace: 'default',
  workflowId: 'order-42',
  run: 0,
  activity: 'payments.charge',
  activityId: 'charge',
  operation: 'execute' as const,
  attempt: 1,
};

describe('a correlation id', () => {
  it('says whose request it is, for people too', () => {
    expect(correlationOf(identity)).toMatch(
      /^skald:default:order-42:0:payments\.charge:charge:execute:1::[0-9a-f]{8}$/,
    );
  });

  it('J7 says when its command was scheduled, where that is known', () => {
    const one = { ...identity, scheduledAt: '2026-11-22T10:00:00.123Z' };
    expect(readCorrelation(correlationOf(one))).toEqual(one);
  });

  it.each([...awkwardIds, everyVisibleCharacter])('comes back as it was with workflowId %s', (workflowId) => {
    const one = { ...identity, workflowId, run: 12, operation: 'compensate' as const, attempt: 34 };
    const text = correlationOf(one);
    expect(text).toMatch(/^[A-Za-z0-9_.~:-]+$/);
    expect(readCorrelation(text)).toEqual(one);
  });

  it.each([
    ['is cut off', (text: string) => text.slice(0, -1)],
    ['was put in capitals', (text: string) => text.toUpperCase()],
    ['was changed', (text: string) => text.replace('order-42', 'order-43')],
    ['is of another sender', () => '7f9c2ba4-e88f-4a82-9d0e-0c3a8d4c1f11'],
    ['is empty', () => ''],
  ])('is none when it %s', (_, change) => {
    expect(readCorrelation(change(correlationOf(identity)))).toBeUndefined();
  });
});
