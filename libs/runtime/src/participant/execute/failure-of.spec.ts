import { describe, expect, it } from '@jest/globals';

import { RetryableError } from '../errors/retryable.error.js';
import { TerminalError } from '../errors/terminal.error.js';
import { failureOf } from './failure-of.js';

const limits = { errorMessage: 100, payloadBytes: 1_000 };
const failure = (thrown: unknown) => failureOf(thrown, ['CardDeclined'], limits);

class CardDeclined extends Error {}

describe('a certain refusal', () => {
  it.each([
    ['by class', new CardDeclined('no')],
    ['by name', Object.assign(new Error('no'), { name: 'CardDeclined' })],
    ['by type', Object.assign(new Error('no'), { type: 'CardDeclined' })],
    ['by type of a plain object', { type: 'CardDeclined', message: 'no' }],
  ])('is known %s', (_, thrown) => {
    expect(failure(thrown)).toEqual({
      kind: 'failed',
      error: { type: 'CardDeclined', message: 'no' },
      retryable: false,
      effect: 'none',
    });
  });

  it('is a TerminalError under its own type, with details', () => {
    expect(failure(new TerminalError('OutOfStock', 'none left', { sku: 'a' }))).toEqual({
      kind: 'failed',
      error: { type: 'OutOfStock', message: 'none left', details: { sku: 'a' } },
      retryable: false,
      effect: 'none',
    });
  });
});

describe('what may be tried again', () => {
  it('says when, and whether anything happened, as a RetryableError', () => {
    expect(failure(new RetryableError({ message: 'busy', type: 'Busy', retryAfter: '5s', effect: 'none' }))).toEqual({
      kind: 'failed',
      error: { type: 'Busy', message: 'busy' },
      retryable: true,
      effect: 'none',
      retryAfterMs: 5_000,
    });
    expect(failure(new RetryableError({ message: 'busy' }))).toMatchObject({ effect: 'unknown' });
  });

  it('is every other error, with its causes and no stack', () => {
    const thrown = new TypeError('bad', { cause: new RangeError('deep', { cause: 7 }) });
    expect(failure(thrown)).toEqual({
      kind: 'failed',
      error: {
        type: 'TypeError',
        message: 'bad',
        cause: { type: 'RangeError', message: 'deep', cause: { type: 'skald.NotAnError', message: '7 was thrown' } },
      },
      retryable: true,
      effect: 'unknown',
    });
  });

  it('keeps a message within bounds', () => {
    expect(failure(new Error('m'.repeat(1_000)))).toMatchObject({ error: { message: 'm'.repeat(100) } });
  });
});

describe('whatever else can be thrown', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const loop = new Error('loop');
  loop.cause = loop;
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error('no');
      },
      getPrototypeOf: () => {
        throw new Error('no');
      },
    },
  );

  it.each([
    [undefined, 'undefined was thrown'],
    [null, 'null was thrown'],
    [1n, '1 was thrown'],
    ['text', 'text was thrown'],
    [Symbol('s'), 'Symbol(s) was thrown'],
    [{}, 'a value that is no error was thrown'],
    [Object.create(null), 'a value that is no error was thrown'],
  ])('P6 [unserializable] %p is a failure that can be read', (thrown, message) => {
    expect(failure(thrown)).toMatchObject({ error: { type: 'skald.NotAnError', message }, retryable: true });
  });

  it.each([
    ['cyclic details', Object.assign(new Error('e'), { details: cyclic }), { details: { omitted: 'not JSON' } }],
    [
      'huge details',
      Object.assign(new Error('e'), { details: 'd'.repeat(300) }),
      { details: { omitted: 'too large' } },
    ],
    ['a cyclic cause', loop, { type: 'Error', cause: { cause: { cause: { cause: { message: 'loop' } } } } }],
    ['properties that throw', hostile, { type: 'skald.UnreadableError' }],
  ])('P6 with %s it is one too', (_, thrown, error) => {
    const described = failure(thrown);
    expect(described).toMatchObject({ error });
    expect(() => JSON.stringify(described)).not.toThrow();
  });
});
