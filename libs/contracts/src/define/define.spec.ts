import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Forward } from '../index.js';
import { defineActivity, defineDomainEvent, defineSaga, defineSignal, validate } from '../index.js';

const Charge = z.object({ amount: z.number(), card: z.string() });
const Payment = z.object({ id: z.string() });

describe('contracts', () => {
  const charge = defineActivity('payments.charge', {
    input: Charge,
    output: Payment,
    errors: ['CardDeclined'],
    compensable: true,
    timeout: '30s',
  });

  it('an activity knows its queue, its errors and whether it can be undone', () => {
    expect(charge).toMatchObject({
      kind: 'activity',
      name: 'payments.charge',
      errors: ['CardDeclined'],
      compensable: true,
    });
    expect(charge.queueFor({ amount: 1, card: 'c' })).toBe('payments');
    expect(defineActivity('ping', { input: z.any(), output: z.any() })).toMatchObject({
      compensable: false,
      errors: [],
    });
    expect(defineActivity('a.b', { input: z.any(), output: z.any(), queue: 'slow' }).queueFor(1)).toBe('slow');
    const byInput = defineActivity('a.b', { input: z.string(), output: z.any(), queue: (zone) => `a-${zone}` });
    expect(byInput.queueFor('eu')).toBe('a-eu');
    expect(() => byInput.queueFor('e u')).toThrow(TypeError);
  });

  it('contracts are frozen', () => {
    expect(() => Object.assign(charge, { name: 'other' })).toThrow(TypeError);
    expect(() => (charge.errors as string[]).push('x')).toThrow(TypeError);
    expect(() => Object.assign(charge.options, { timeout: '1s' })).toThrow(TypeError);
  });

  it('types follow from schemas, and an undo is told what was done', () => {
    const forward: Forward<typeof charge> = {
      input: { amount: 1, card: 'c' },
      outcome: 'completed',
      output: { id: 'p' },
    };
    const unknown: Forward<typeof charge> = { input: { amount: 1, card: 'c' }, outcome: 'unknown' };
    // @ts-expect-error an unknown outcome has no output
    const wrong: Forward<typeof charge> = { input: { amount: 1, card: 'c' }, outcome: 'unknown', output: { id: 'p' } };
    const plain = defineActivity('mail.send', { input: z.string(), output: z.null() });
    // @ts-expect-error what cannot be undone has no forward to tell
    const never: Forward<typeof plain> = { input: 'x', outcome: 'unknown' };
    expect([forward, unknown, wrong, never, plain.compensable]).toHaveLength(5);
  });

  it.each([
    ['a name with a space', () => defineActivity('a b', { input: z.any(), output: z.any() })],
    ['a name that starts with a dot', () => defineActivity('.b', { input: z.any(), output: z.any() })],
    ['a name that is too long', () => defineActivity('a'.repeat(121), { input: z.any(), output: z.any() })],
    ['a bad time-out', () => defineActivity('a.b', { input: z.any(), output: z.any(), timeout: '5' as never })],
    [
      'a bad undo time-out',
      () => defineActivity('a.b', { input: z.any(), output: z.any(), compensation: { timeout: '5' as never } }),
    ],
    [
      'a bad undo retry',
      () => defineActivity('a.b', { input: z.any(), output: z.any(), compensation: { retry: { maxAttempts: 0 } } }),
    ],
    ['a bad queue', () => defineActivity('a.b', { input: z.any(), output: z.any(), queue: 'a b' })],
    ['a saga without a name', () => defineSaga('', { input: z.any(), output: z.any() })],
    ['a signal with a slash', () => defineSignal('a/b', z.any())],
    ['a domain event with a space', () => defineDomainEvent('a b', z.any())],
  ])('B11 %s is refused at definition', (_, define) => {
    expect(define).toThrow(TypeError);
  });

  it('a saga knows its signals', () => {
    const approve = defineSignal('approve', z.object({ by: z.string() }));
    const saga = defineSaga('order-checkout', { input: Charge, output: Payment, signals: [approve] });
    expect(saga).toMatchObject({
      kind: 'saga',
      name: 'order-checkout',
      signals: [{ kind: 'signal', name: 'approve' }],
    });
    expect(defineSaga('plain', { input: z.any(), output: z.any() }).signals).toEqual([]);
    expect(defineDomainEvent('orders.placed', Payment)).toMatchObject({ kind: 'domain-event', topic: 'orders.placed' });
  });
});

describe('validation', () => {
  it('gives the value that the schema made', () => {
    expect(validate(z.object({ n: z.number().default(3) }), {})).toEqual({ ok: true, value: { n: 3 } });
  });

  it('points at what does not fit', () => {
    const nested = z.object({ 'a/b': z.array(z.object({ '~': z.string() })) });
    expect(validate(nested, { 'a/b': [{ '~': 'x' }, { '~': 1 }] })).toMatchObject({ ok: false, path: '/a~1b/1/~0' });
    expect(validate(z.string(), 1)).toMatchObject({ ok: false, path: '' });
    const silent = { '~standard': { version: 1 as const, vendor: 'x', validate: () => ({ issues: [] }) } };
    expect(validate(silent, 1)).toEqual({ ok: false, path: '', message: 'invalid' });
  });

  it('is synchronous', () => {
    const later = z.string().refine(() => Promise.resolve(true));
    expect(() => validate(later, 'x')).toThrow('schemas must validate synchronously');
  });
});
