import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maxJsonDepth, NotJsonError, toJson, utf8Length } from '../index.js';

describe('toJson', () => {
  it('O4 gives what JSON would carry, equal to the byte', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(JSON.stringify(toJson(value))).toBe(JSON.stringify(value));
      }),
    );
  });

  it.each([
    ['null bytes and emoji', { text: '\u0000😀\ud800' }],
    ['__proto__ as data', JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}')],
    ['zero, empty text, false and null', [0, '', false, null]],
    ['keys that look like a codec', { $type: 'Date', '@class': 'x' }],
    ['an object without prototype', Object.assign(Object.create(null) as object, { a: 1 })],
    ['a date', new Date(0)],
    [
      'an instance of a class',
      new (class {
        readonly a = 1;
      })(),
    ],
    ['bytes that say themselves what they are', Buffer.from('x')],
    ['what has toJSON', { toJSON: () => ({ n: [undefined, 1].length }) }],
    ['undefined properties', { a: undefined, b: 1 }],
  ])('O4 round-trips %s', (_, value) => {
    expect(JSON.stringify(toJson(value))).toBe(JSON.stringify(value));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('undefined is null, minus zero is zero', () => {
    expect(toJson(undefined)).toBeNull();
    expect(Object.is(toJson(-0), 0)).toBe(true);
  });

  it('makes a copy that the original has no part in', () => {
    const original = { a: [{ b: 1 }] };
    const copy = toJson(original);
    original.a[0]!.b = 2;
    expect(copy).toEqual({ a: [{ b: 1 }] });
  });

  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  it.each<[string, unknown, string]>([
    ['NaN', { a: [1, NaN] }, '/a/1'],
    ['Infinity', Infinity, ''],
    ['a bigint', { n: 1n }, '/n'],
    ['a function', { f: () => 1 }, '/f'],
    ['a symbol', [Symbol('s')], '/0'],
    ['a hole', [1, , 3], '/1'],
    ['undefined in a list', [undefined], '/0'],
    ['a Map', { m: new Map() }, '/m'],
    ['a Set', new Set(), ''],
    ['a promise that was not awaited', { fare: Promise.resolve(1) }, '/fare'],
    ['an error', [new Error('lost')], '/0'],
    ['a pattern', { p: /x/ }, '/p'],
    ['bytes', { b: new Uint8Array(2) }, '/b'],
    ['a boxed number', { n: Object(1) as unknown }, '/n'],
    ['a date that is none', { at: new Date('soon') }, '/at'],
    ['a key with a slash and a tilde', { 'a/b~c': 1n }, '/a~1b~0c'],
    ['a cycle', cyclic, '/self'.repeat(maxJsonDepth)],
  ])('O4 refuses %s, and points at it', (_, value, path) => {
    expect(() => toJson(value)).toThrow(NotJsonError);
    try {
      toJson(value);
    } catch (error) {
      expect((error as NotJsonError).path).toBe(path);
    }
  });

  it('refuses what is nested deeper than every store can hold', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
    expect(() => toJson(nested(maxJsonDepth))).not.toThrow();
    expect(() => toJson(nested(maxJsonDepth + 1))).toThrow('nested deeper than 64 levels, or a cycle');
  });
});

describe('utf8Length', () => {
  it('is what an encoder would say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
      }),
    );
    expect(utf8Length('aé€😀')).toBe(10);
  });
});
