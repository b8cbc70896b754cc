import fc from 'fast-check';

/** Deeper than any parser that recurses can go. */
const nested = (depth: number, open: string, close: string): string => `${open.repeat(depth)}1${close.repeat(depth)}`;

const deep = [
  nested(10_000, '[', ']'),
  nested(10_000, '{"a":', '}'),
  nested(20_000, '[{"__proto__":', '}]'),
  nested(65, '[', ']'),
  nested(64, '{"cause":', '}'),
];

const numbers = [
  '0',
  '-0',
  '-1',
  '1.5',
  '1e400',
  '-1e400',
  '5e-324',
  '9007199254740993',
  '8.65e15',
  '1e21',
  '2147483648',
];

/** Keys and words that mean something to a language, a store, a driver, a parser or to us. */
export const words = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'toJSON', 'then', 'length', 'valueOf'],
  ...['$gt', '$where', '$ne', '$set', '$or', '$oid', 'a.b', '.', '_id', '_bsontype', '%json', '', '\0', 'a\0b'],
  ...['\ud800', '\udc00x', '😀', 'é', ' ', '/', '~', '~0', 'a/b', 'a:b', '../..', '00000007', '\r\n', '‮'],
  ...["'; DROP TABLE journal; --", '<script>', '{{7*7}}', '${x}', 'NaN', 'Infinity', 'null', 'true', '-1', '1e400'],
  ...['default', 'acme', 'execute', 'compensate', 'completed', 'start', 'order-42', 'order-43', 'charge'],
];

const odd = [
  ...['{"$gt":""}', '{"$ne":null}', '{"$where":"while(true){}"}', '{"__proto__":{"polluted":true}}'],
  ...[
    '{"constructor":{"prototype":{"polluted":true}}}',
    '[{"__proto__":[]}]',
    '{"toJSON":1,"then":1}',
    '{"length":-1}',
  ],
  ...['null', 'true', 'false', '{}', '[]', '[[]]', '[null]', '{"":{"":1}}', '{"a":1,"a":2}', '"\\ud800"', '"\\u0000"'],
  ...['NaN', 'Infinity', 'undefined', "'x'", '01', '1.', '{"a":1,}', '"\t"', '/**/1'],
];

const long = [
  ...[JSON.stringify('x'.repeat(300_000)), JSON.stringify('a.'.repeat(20_000)), JSON.stringify('\ud800'.repeat(2_000))],
  ...[`{${JSON.stringify('k'.repeat(100_000))}:1e400}`, `{${JSON.stringify('/'.repeat(5_000))}:{"__proto__":1}}`],
  `{${Array.from({ length: 2_000 }, (_, i) => `"k${i}":${i}`).join()}}`,
];

const member = fc.tuple(
  fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 6 })),
  fc.constantFrom(...odd, ...numbers),
);
const object = fc
  .array(member, { maxLength: 4 })
  .map((all) => `{${all.map(([k, v]) => `${JSON.stringify(k)}:${v}`).join()}}`);

/** Texts where a JSON value may stand; some of them are no JSON. */
export const jsonText: fc.Arbitrary<string> = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(...odd) },
  { weight: 20, arbitrary: fc.constantFrom(...numbers) },
  { weight: 30, arbitrary: fc.constantFrom(...words).map((word) => JSON.stringify(word)) },
  { weight: 20, arbitrary: object },
  { weight: 10, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }).map((text) => JSON.stringify(text)) },
  { weight: 5, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(...deep) },
  { weight: 1, arbitrary: fc.constantFrom(...long) },
);
