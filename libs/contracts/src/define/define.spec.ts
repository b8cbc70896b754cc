import { describe, expect, it } from '@jest/globals';
import type { Forward, Schema } from '../index.js';
import { defineActivity, defineDomainEvent, defineSaga, defineSignal, validate } from '../index.js';

type Issue = { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] };

/** A schema that finds these issues. */
function schema<T>(...issues: Issue[]): Schema<T> {
  return {
    '~standard': {
      version: 1,
      vendor: 'spec',
      validate: (value) => (issues.length > 0 ? { issues } : { value: value as T }),
    },
  };
}

const Charge = schema<{ amount: number; card: string }>();
const Payment = schema<{ id: string }>();
const Text = schema<string>();

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
    expect(defineActivity('ping', { input: Text, output: Text })).toMatchObject({
      compensable: false,
      errors: [],
    });
    expect(defineActivity('a.b', { input: Text, output: Text, queue: 'slow' }).queueFor('x')).toBe('slow');
    const byInput = defineActivity('a.b', { input: Text, output: Text, queue: (zone) => `a-${zone}` });
    expect(byInput.queueFor('eu')).toBe('a-eu');
    expect(() => byInput.queueFor('e u')).toThrow(TypeError);
    expect([charge.queue, byInput.queue]).toEqual(['payments', undefined]);
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
    const plain = defineActivity('mail.send', { input: Text, output: schema<null>() });
    // @ts-expect-error what cannot be undone has no forward to tell
    const never: Forward<typeof plain> = { input: 'x', outcome: 'unknown' };
    expect([forward, unknown, wrong, never, plain.compensable]).toHaveLength(5);
  });

  const again = defineSignal('again', Text);
  it.each([
    ['a name with a space', () => defineActivity('a b', { input: Text, output: Text })],
    ['a name that starts with a dot', () => defineActivity('.b', { input: Text, output: Text })],
    ['a name that is too long', () => defineActivity('a'.repeat(121), { input: Text, output: Text })],
    ['a bad time-out', () => defineActivity('a.b', { input: Text, output: Text, timeout: '5' as never })],
    [
      'a bad undo time-out',
      () => defineActivity('a.b', { input: Text, output: Text, compensation: { timeout: '5' as never } }),
    ],
    [
      'a bad undo retry',
      () => defineActivity('a.b', { input: Text, output: Text, compensation: { retry: { maxAttempts: 0 } } }),
    ],
    ['no time at all', () => defineActivity('a.b', { input: Text, output: Text, timeout: '0s' })],
    ['no time to undo', () => defineActivity('a.b', { input: Text, output: Text, compensation: { timeout: '0s' } })],
    ['an unknown policy', () => defineActivity('a.b', { input: Text, output: Text, inDoubt: 'hope' as never })],
    ['a bad queue', () => defineActivity('a.b', { input: Text, output: Text, queue: 'a b' })],
    [
      'an option that there is none of',
      () => defineActivity('a.b', { input: Text, output: Text, time: '1s' } as never),
    ],
    ['an activity without a schema', () => defineActivity('a.b', { input: Text } as never)],
    ['a schema that is none', () => defineActivity('a.b', { input: {}, output: Text } as never)],
    ['errors that are no list', () => defineActivity('a.b', { input: Text, output: Text, errors: 'X' as never })],
    ['an error without a name', () => defineActivity('a.b', { input: Text, output: Text, errors: [''] })],
    ['compensable or not', () => defineActivity('a.b', { input: Text, output: Text, compensable: 'no' as never })],
    ['a queue that is a number', () => defineActivity('a.b', { input: Text, output: Text, queue: 7 as never })],
    ['a saga without an output', () => defineSaga('a', { input: Text } as never)],
    ['a view that is no schema', () => defineSaga('a', { input: Text, output: Text, view: {} as never })],
    ['signals that are no list', () => defineSaga('a', { input: Text, output: Text, signals: {} as never })],
    ['a signal by its name', () => defineSaga('a', { input: Text, output: Text, signals: ['go' as never] })],
    ['one signal twice', () => defineSaga('a', { input: Text, output: Text, signals: [again, again] })],
    ['a signal without a schema', () => defineSignal('go', undefined as never)],
    ['a domain event without a schema', () => defineDomainEvent('a.b', null as never)],
    ['a saga without a name', () => defineSaga('', { input: Text, output: Text })],
    ['a signal with a slash', () => defineSignal('a/b', Text)],
    ['a domain event with a space', () => defineDomainEvent('a b', Text)],
  ])('B11 %s is refused at definition', (_, define) => {
    expect(define).toThrow(TypeError);
  });

  it('a saga knows its signals', () => {
    const approve = defineSignal('approve', schema<{ by: string }>());
    const saga = defineSaga('order-checkout', { input: Charge, output: Payment, signals: [approve] });
    expect(saga).toMatchObject({
      kind: 'saga',
      name: 'order-checkout',
      signals: [{ kind: 'signal', name: 'approve' }],
    });
    expect(defineSaga('plain', { input: Text, output: Text }).signals).toEqual([]);
    expect(defineDomainEvent('orders.placed', Payment)).toMatchObject({ kind: 'domain-event', topic: 'orders.placed' });
  });
});

describe('validation', () => {
  it('gives the value that the schema made', () => {
    const trims: Schema<string> = {
      '~standard': { version: 1, vendor: 'spec', validate: (value) => ({ value: String(value).trim() }) },
    };
    expect(validate(trims, ' x ')).toEqual({ ok: true, value: 'x' });
  });

  it('points at what does not fit', () => {
    const nested = schema({ message: 'is wrong', path: ['a/b', 1, { key: '~' }] }, { message: 'another' });
    expect(validate(nested, {})).toEqual({ ok: false, path: '/a~1b/1/~0', message: 'is wrong' });
    expect(validate(schema({ message: 'is wrong' }), 1)).toMatchObject({ ok: false, path: '' });
    const silent: Schema = { '~standard': { version: 1, vendor: 'spec', validate: () => ({ issues: [] }) } };
    expect(validate(silent, 1)).toEqual({ ok: false, path: '', message: 'invalid' });
  });

  it('is synchronous', () => {
    const later: Schema = {
      '~standard': { version: 1, vendor: 'spec', validate: (value) => Promise.resolve({ value }) },
    };
    expect(() => validate(later, 'x')).toThrow('schemas must validate synchronously');
  });
});
