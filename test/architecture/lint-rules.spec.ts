import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { plant, type House } from './planted-house.for-spec.js';

jest.setTimeout(60_000);

const engine = 'libs/engine/src';
const saga = 'sagas/trip/src';

/** One violation each: rule, the file that breaks it, and how. */
const violations: [rule: string, file: string, text: string][] = [
  ['@typescript-eslint/no-floating-promises', 'libs/runtime/src/a.ts', 'Promise.resolve();'],
  ['@typescript-eslint/no-misused-promises', 'libs/runtime/src/b.ts', '[1].forEach(async () => {});'],
  ['@typescript-eslint/no-explicit-any', 'libs/runtime/src/c.ts', 'export const c: any = 1;'],
  [
    '@typescript-eslint/consistent-type-imports',
    'libs/runtime/src/d.ts',
    `import { T } from '@skald/engine';\nexport const d: T = '';`,
  ],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    'libs/runtime/src/e.ts',
    `export function e(x: 'a' | 'b') { switch (x) { case 'a': return 1; } return 2; }`,
  ],
  ['max-lines', 'libs/runtime/src/f.ts', `export const f = 1;\n${'// line\n'.repeat(250)}`],
  ['no-restricted-syntax', 'libs/runtime/src/g.ts', 'export default 1;'],
  ['no-restricted-syntax', 'libs/runtime/src/h.ts', `export * from '@skald/engine';`],
  ...[engine, saga].flatMap((folder): [string, string, string][] => {
    const planted = (name: string) => `${folder}/${name}.saga.ts`;
    return [
      ['no-restricted-properties', planted('now'), 'export const a = Date.now();'],
      ['no-restricted-properties', planted('random'), 'export const a = Math.random();'],
      ['no-restricted-syntax', planted('date'), 'export const a = new Date();'],
      ['no-restricted-syntax', planted('global'), 'export const a = globalThis.fetch;'],
      ['no-restricted-syntax', planted('import'), `export const a = import('zod');`],
      ['no-restricted-globals', planted('timer'), 'setTimeout(() => undefined, 1);'],
      ['no-restricted-globals', planted('fetch'), `void fetch('http://127.0.0.1');`],
      ['no-restricted-globals', planted('process'), 'export const a = process.env;'],
      ['no-restricted-globals', planted('console'), `console.log('a');`],
      [
        'no-restricted-imports',
        planted('node'),
        `import { readFileSync } from 'node:fs';\nexport const a = readFileSync;`,
      ],
      ['no-restricted-imports', planted('bare'), `import { readFileSync } from 'fs';\nexport const a = readFileSync;`],
      ['no-restricted-imports', planted('io'), `import { Kafka } from 'kafkajs';\nexport const a = Kafka;`],
    ];
  }),
  ...['runtime', 'mongo', 'kafka', 'embedded', 'nest'].flatMap((lib): [string, string, string][] => [
    ['no-restricted-properties', `libs/${lib}/src/now.ts`, 'export const a = Date.now();'],
    ['no-restricted-globals', `libs/${lib}/src/timer.ts`, 'setTimeout(() => undefined, 1);'],
    [
      'no-restricted-imports',
      `libs/${lib}/src/uuid.ts`,
      `import { randomUUID } from 'node:crypto';\nexport const a = randomUUID;`,
    ],
  ]),
];

const lawful: Record<string, string> = {
  'libs/engine/src/lawful.ts': 'export const at = (ms: number): string => new Date(ms).toISOString();\n',
  'libs/runtime/src/clock/lawful.ts': 'export const now = (): number => Date.now();\n',
  'sagas/trip/src/participants/lawful.ts': 'export const now = (): number => Date.now();\n',
};

interface Finding {
  readonly filePath: string;
  readonly messages: { readonly ruleId: string | null; readonly message: string }[];
}

let house: House;
let findings: Finding[];
const of = (file: string) => findings.find(({ filePath }) => filePath.endsWith(`/${file}`))?.messages;

beforeAll(async () => {
  house = plant({ ...Object.fromEntries(violations.map(([, file, text]) => [file, `${text}\n`])), ...lawful });
  findings = JSON.parse(await house.run('eslint/bin/eslint.js', '--format', 'json', 'libs', 'sagas')) as Finding[];
});

afterAll(() => house.remove());

describe('the lint rules', () => {
  it.each(violations)('%s: %s is refused', (rule, file) => {
    expect(of(file)?.map(({ ruleId }) => ruleId)).toContain(rule);
  });

  it.each(Object.keys(lawful))('let %s pass', (file) => {
    expect(of(file)).toEqual([]);
  });
});
