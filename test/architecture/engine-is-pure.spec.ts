import { describe, expect, it, jest } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

jest.setTimeout(60_000);

const root = join(import.meta.dirname, '..', '..');
const tsc = join(root, 'node_modules/typescript/bin/tsc');

interface Compiled {
  readonly compilerOptions: { readonly types: string[]; readonly lib: string[] };
}

/** The words of the outside that the engine must not even know. */
const outside = [
  'setTimeout(() => undefined, 1);',
  'export const env = process.env;',
  `export const answer = fetch('http://127.0.0.1');`,
  `console.log('a');`,
  `import { readFileSync } from 'node:fs';\nexport const read = readFileSync;`,
  `export const bytes = Buffer.from('a');`,
  'export const element = document.body;',
];

function compile(text: string): string {
  const folder = mkdtempSync(join(root, 'libs/engine/dist/planted-'));
  try {
    writeFileSync(join(folder, 'planted.ts'), `${text}\nexport {};\n`);
    const options = { composite: false, noEmit: true, tsBuildInfoFile: null, rootDir: null };
    const config = { extends: '../../tsconfig.json', compilerOptions: options, files: ['planted.ts'], references: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...config, include: [], exclude: [] }));
    return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each(['contracts', 'engine', 'ports'])('libs/%s', (lib) => {
  it('is compiled without types of Node or of a browser', () => {
    const shown = execFileSync(process.execPath, [tsc, '-p', join(root, 'libs', lib), '--showConfig'], {
      encoding: 'utf8',
    });
    const { compilerOptions } = JSON.parse(shown) as Compiled;
    expect(compilerOptions).toMatchObject({ types: [], lib: ['es2023'] });
  });
});

describe('the engine', () => {
  it.each(outside)('does not compile with: %s', (text) => {
    expect(compile(text)).toMatch(/planted\.ts\(\d+,\d+\): error TS/);
  });

  it('compiles with what it is made of', () => {
    expect(compile('export const at = (ms: number): string => new Date(ms).toISOString();')).toBe('');
  });
});
