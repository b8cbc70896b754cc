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
  ['no-warning-comments', `${engine}/unseen.ts`, '/* istanbul ignore next */\nexport const a = 1;'],
  ['regexp/no-super-linear-backtracking', 'libs/nest/src/pairs.ts', 'export const a = /^(a+)+$/;'],
  ['regexp/no-super-linear-move', 'libs/nest/src/tail.ts', 'export const a = /\\s+$/;'],
  ['no-restricted-properties', `${engine}/now.ts`, 'export const a = Date.now();'],
  ['no-restricted-properties', `${engine}/random.ts`, 'export const a = Math.random();'],
  ['no-restricted-syntax', `${engine}/date.ts`, 'export const a = new Date();'],
  ['no-restricted-syntax', `${engine}/global.ts`, 'export const a = globalThis.fetch;'],
  ['no-restricted-syntax', `${engine}/import.ts`, `export const a = import('zod');`],
  ['no-restricted-globals', `${engine}/timer.ts`, 'setTimeout(() => undefined, 1);'],
  ['no-restricted-globals', `${engine}/fetch.ts`, `void fetch('http://127.0.0.1');`],
  ['no-restricted-globals', `${engine}/process.ts`, 'export const a = process.env;'],
  ['no-restricted-globals', `${engine}/console.ts`, `console.log('a');`],
  [
    'no-restricted-imports',
    `${engine}/node.ts`,
    `import { readFileSync } from 'node:fs';\nexport const a = readFileSync;`,
  ],
  ['no-restricted-imports', `${engine}/bare.ts`, `import { readFileSync } from 'fs';\nexport const a = readFileSync;`],
  ['no-restricted-imports', `${engine}/io.ts`, `import { Kafka } from 'kafkajs';\nexport const a = Kafka;`],
  ...(
    [
      ['no-outside-time', 'export const a = Date.now();'],
      ['no-randomness', 'export const a = Math.random();'],
      ['no-timers', 'setTimeout(() => undefined, 1);'],
      ['no-outside-world', 'export const a = globalThis.fetch;'],
      ['no-io-imports', `import { Kafka } from 'kafkajs';\nexport const a = Kafka;`],
      ['no-shared-state', 'let last = 0;\nexport const a = () => (last += 1);'],
      ['no-floating-ctx', `export function run(ctx: SagaContext) { ctx.timer('1s'); }`],
      ['no-foreign-await', `import { load } from './load.js';\nexport async function run() { await load(); }`],
      [
        'no-swallowed-cancel',
        `export async function run(ctx: SagaContext) { try { await ctx.timer('1s'); } catch {} }`,
      ],
    ] as const
  ).flatMap(([rule, text]): [string, string, string][] => [
    [`skald/${rule}`, `${saga}/${rule}.saga.ts`, text],
    [`skald/${rule}`, `${saga}/${rule}.contracts.ts`, text],
  ]),
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
  'libs/runtime/src/clock/system-clock.ts': 'export const now = (): number => Date.now();\n',
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
