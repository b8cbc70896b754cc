import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { plant, type House } from './planted-house.for-spec.js';

jest.setTimeout(60_000);

/** One violation each: rule, the file that breaks it, and how. */
const violations: [rule: string, file: string, text: string][] = [
  ['contracts-imports', 'libs/contracts/src/a.ts', `import '@skald/engine';`],
  ['engine-imports', 'libs/engine/src/a.ts', `import '@skald/runtime';`],
  ['ports-imports', 'libs/ports/src/a.ts', `import '@skald/runtime';`],
  ['ports-types-only', 'libs/ports/src/b.ts', `import { engine } from '@skald/engine';\nexport const b = engine;`],
  ['runtime-imports', 'libs/runtime/src/a.ts', `import '@skald/mongo';`],
  ['mongo-imports', 'libs/mongo/src/a.ts', `import '@skald/kafka';`],
  ['mongo-types-only', 'libs/mongo/src/b.ts', `import { engine } from '@skald/engine';\nexport const b = engine;`],
  ['kafka-imports', 'libs/kafka/src/a.ts', `import '@skald/runtime';`],
  ['kafka-types-only', 'libs/kafka/src/b.ts', `import { engine } from '@skald/engine';\nexport const b = engine;`],
  ['embedded-imports', 'libs/embedded/src/a.ts', `import '@skald/mongo';`],
  [
    'embedded-types-only',
    'libs/embedded/src/b.ts',
    `import { engine } from '@skald/engine';\nexport const b = engine;`,
  ],
  ['nest-imports', 'libs/nest/src/a.ts', `import '@skald/kafka';`],
  ['testing-imports', 'libs/testing/src/a.ts', `import '@skald/documents';`],
  ['documents-imports', 'libs/documents/src/a.ts', `import '@skald/kafka';`],
  [
    'documents-types-only',
    'libs/documents/src/b.ts',
    `import { engine } from '@skald/engine';\nexport const b = engine;`,
  ],
  ['documents-packages', 'libs/documents/src/c.ts', `import 'rxjs';`],
  ['eslint-plugin-imports', 'libs/eslint-plugin/src/a.ts', `import '@skald/contracts';`],
  ['eslint-plugin-packages', 'libs/eslint-plugin/src/c.ts', `import 'zod';`],
  ['contracts-packages', 'libs/contracts/src/c.ts', `import 'zod';`],
  ['engine-packages', 'libs/engine/src/c.ts', `import 'rxjs';`],
  ['ports-packages', 'libs/ports/src/c.ts', `import 'zod';`],
  ['runtime-packages', 'libs/runtime/src/c.ts', `import 'rxjs';`],
  ['mongo-packages', 'libs/mongo/src/c.ts', `import 'rxjs';`],
  ['kafka-packages', 'libs/kafka/src/c.ts', `import 'rxjs';`],
  ['embedded-packages', 'libs/embedded/src/c.ts', `import 'rxjs';`],
  ['nest-packages', 'libs/nest/src/c.ts', `import 'mongoose';`],
  ['testing-packages', 'libs/testing/src/c.ts', `import 'pino';`],
  ['no-cycles', 'libs/runtime/src/about.ts', `import './round.js';`],
  ['through-the-index', 'apps/coordinator/src/a.ts', `import '../../../libs/kafka/src/a.js';`],
  ['no-way-in-from-tests', 'test/a.ts', `import '../libs/kafka/src/a.js';`],
  ['index-is-for-others', 'libs/runtime/src/d.ts', `import './index.js';`],
  ['runtime-parts-stand-side-by-side', 'libs/runtime/src/participant/a.ts', `import '../coordinator/b.js';`],
  ['runtime-parts-stand-side-by-side', 'libs/runtime/src/receive/a.ts', `import '../participant/b.js';`],
  ['pure-has-no-node', 'libs/engine/src/d.ts', `import 'node:crypto';`],
  ['kafkajs-in-its-driver', 'libs/kafka/src/d.ts', `import type { Kafka } from 'kafkajs';\nexport type K = Kafka;`],
  ['mongoose-in-its-place', 'apps/coordinator/src/b.ts', `import 'mongoose';`],
  ['sqlite-in-its-place', 'libs/runtime/src/e.ts', `import 'node:sqlite';`],
  ['sagas-imports', 'sagas/trip/src/a.ts', `import '@skald/runtime';`],
  ['saga-files-are-pure', 'sagas/trip/src/trip.saga.ts', `import 'node:fs';`],
  ['apps-stand-alone', 'apps/worker/src/a.ts', `import '../../coordinator/src/a.js';`],
  ['testing-is-for-specs', 'apps/worker/src/b.ts', `import '@skald/testing';`],
  ['adapters-are-for-the-simulator', 'libs/testing/src/d.ts', `import '@skald/kafka';`],
  ['specs-are-imported-by-nobody', 'libs/runtime/src/f.ts', `import './g.spec.js';`],
  ['what-is-imported-exists', 'libs/runtime/src/h.ts', `import './nowhere.js';`],
  ['what-ships-is-declared', 'apps/worker/src/c.ts', `import 'pino';`],
];

/** What the table allows. */
const lawful: Record<string, string> = {
  'libs/engine/src/lawful.ts': `import { contracts } from '@skald/contracts';\nexport const a = contracts;`,
  'libs/ports/src/lawful.ts': `import type { T } from '@skald/engine';\nexport type P = T;`,
  'libs/kafka/src/driver/lawful.ts': `import { Kafka } from 'kafkajs';\nexport const k = Kafka;`,
  'libs/kafka/package.json': `{ "name": "k", "dependencies": { "kafkajs": "*" } }`,
  'libs/runtime/src/lawful.spec.ts': `import { testing } from '@skald/testing';\nexport const a = testing;`,
  'libs/runtime/src/coordinator/b.ts': `import '../receive/b.js';`,
  'libs/runtime/src/participant/b.ts': `export {};`,
  'libs/runtime/src/receive/b.ts': `export {};`,
  'libs/runtime/src/participant/lawful.ts': `import '../receive/b.js';\nimport './b.js';`,
  'libs/runtime/src/round.ts': `import './about.js';`,
  'libs/runtime/src/g.spec.ts': 'export const g = 1;',
};

interface Report {
  readonly summary: {
    readonly violations: { readonly from: string; readonly rule: { readonly name: string } }[];
    readonly ruleSetUsed: { readonly forbidden: { readonly name: string }[] };
  };
}

let house: House;
let report: Report;

beforeAll(async () => {
  house = plant({
    ...Object.fromEntries(violations.map(([, file, text]) => [file, `${text}\nexport {};\n`])),
    ...lawful,
  });
  const program = 'dependency-cruiser/bin/dependency-cruiser.mjs';
  const folders = ['libs', 'sagas', 'apps', 'test'];
  report = JSON.parse(
    await house.run(program, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders),
  ) as Report;
});

afterAll(() => house.remove());

describe('the dependency rules', () => {
  it.each(violations)('%s: %s is refused', (rule, file) => {
    expect(report.summary.violations.filter(({ from }) => from === file).map((found) => found.rule.name)).toContain(
      rule,
    );
  });

  it('let pass what the table allows', () => {
    expect(report.summary.violations.filter(({ from }) => from.includes('lawful'))).toEqual([]);
  });

  it('are all shown to bite here', () => {
    const rules = report.summary.ruleSetUsed.forbidden.map(({ name }) => name);
    expect(rules.filter((name) => !violations.some(([rule]) => rule === name))).toEqual([]);
  });
});
