import type { Json } from '@skald/contracts';

/** Values that are JSON, and that stores are known to change, to refuse or to lose. By name, for the test's title. */
export const oddJson: readonly (readonly [string, Json])[] = [
  ['a key with a dot', { 'a.b': 1, '.': 2, 'a.': { '.b': 3 } }],
  ['a key with a dollar', { $a: 1, $: 2, a$: 3, $ref: 'x', $id: 1, $or: [], '$a.b': 4 }],
  ['a key with a NUL', { 'a\0b': 1, '\0': 2 }],
  ['an empty key', { '': { '': 1 } }],
  ['a key that is a percent sign', { '%': 1, '%json': '[1]', '%0024a': 2, '%%': 3, '%zz': 4 }],
  [
    'a key that means something to JavaScript',
    parsed('{"__proto__":{"x":1},"constructor":{"prototype":null},"toString":1}'),
  ],
  [
    'keys that mean something to a driver',
    { _bsontype: 'ObjectId', _id: 1, toBSON: 'x', toJSON: 'y', $date: 1, id: 2 },
  ],
  ['keys that look like numbers', { b: 1, '2': 2, a: 3, '1': 4, '01': 5, '-1': 6 }],
  ['keys in an unusual order', { z: 1, a: 2, m: { y: 1, b: 2 } }],
  ['emoji and other scripts', { '😀': '👩‍👩‍👧 здравствуй 你好 ‮', é: 'é' }],
  ['a lone surrogate in a string', ['\ud800', 'a\udc00b', { deep: '\udfff😀' }]],
  ['a lone surrogate in a key', { '\ud800x': { '\udc00': 1 } }],
  ['text with NUL, quotes and line ends', ['a\0b', '"\\', '\r\n\t\u2028\u2029', '\u007f\u0080\uffff\ufeff']],
  ['very large and very small numbers', [1e308, -1e308, Number.MAX_VALUE, 5e-324, 1e-7, 1e21, 0.1, 1 / 3]],
  ['zeros', [0, -0, 0.0]],
  [
    'integers around 31 and 53 bits',
    [2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 - 1, -(2 ** 53) + 1, 2 ** 53, 2 ** 63, 2 ** 64],
  ],
  [
    'text that looks like something else',
    ['2026-01-01T00:00:00.000Z', '507f1f77bcf86cd799439011', '1', 'null', 'true', 'NaN', ''],
  ],
  ['nothing much', [null, true, false, '', {}, [], [{}], { a: {} }, { a: null }]],
  ['arrays in arrays', [[], [[]], [1, [2, [3, ['\ud800', { 'a.b': [[]] }]]]]]],
  ['objects 60 deep', nested(60, (inner) => ({ a: inner }))],
  ['arrays 60 deep', nested(60, (inner) => [inner])],
  ['objects and arrays 60 deep in turn', nested(30, (inner) => [{ 'a.b': inner }])],
  ['a wide object', Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`key ${i}`, i]))],
  ['a top value that is a string', 'text'],
  ['a top value that is a number', 7],
  ['a top value that is null', null],
];

/** As it comes from the wire: `__proto__` is a property like any other. */
function parsed(text: string): Json {
  return JSON.parse(text) as Json;
}

function nested(depth: number, wrap: (inner: Json) => Json): Json {
  return Array.from({ length: depth }).reduce<Json>((inner) => wrap(inner), 1);
}
