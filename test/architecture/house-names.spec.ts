import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => existsSync(join(root, file)));
const sources = files.filter((file) => /^(libs|sagas|apps|docker|test)\/.*\.ts$/.test(file));

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.ts$/;
const emptyWords = /(^|[-/.])(utils?|commons?|helpers?|misc|manager|impl|steps?|tasks?|jobs?)([-/.]|$)/;

const badNames = (names: string[]) => names.filter((name) => !kebab.test(basename(name)) || emptyWords.test(name));
const barrels = (names: string[]) =>
  names.filter(
    (name) =>
      basename(name) === 'index.ts' && !/^(libs|sagas)\/[^/]+\/src\/|^docker\/services\//.test(`${dirname(name)}/`),
  );

/** Sources of what packages export. */
const entrances = new Set(
  files
    .filter((file) => /^(libs|sagas)\/[^/]+\/package\.json$/.test(file))
    .flatMap((file) => {
      const { exports = {} } = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
        exports?: Record<string, string | { default: string }>;
      };
      return Object.values(exports).map((entry) => {
        const built = typeof entry === 'string' ? entry : entry.default;
        return join(dirname(file), built.replace('./dist/', 'src/').replace(/\.js$/, '.ts'));
      });
    }),
);

describe('files of the house', () => {
  it('were found', () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  it('are named after what is in them, in kebab-case', () => {
    expect(badNames(sources)).toEqual([]);
    expect(
      badNames(['libs/a/src/FooBar.ts', 'libs/a/src/utils.ts', 'libs/a/src/common/a.ts', 'libs/a/src/turn.ts']),
    ).toEqual(['libs/a/src/FooBar.ts', 'libs/a/src/utils.ts', 'libs/a/src/common/a.ts']);
  });

  it('have an index where a package is entered, and no barrels inside', () => {
    const inside = (names: string[]) => names.filter((name) => /\/src\/.+\/index\.ts$/.test(name));
    const deep = (names: string[]) => barrels(names).concat(inside(names).filter((name) => !entrances.has(name)));
    expect(deep(sources)).toEqual([]);
    expect(deep(['libs/a/src/index.ts', 'libs/a/src/b/index.ts'])).toEqual(['libs/a/src/b/index.ts']);
  });

  it('name no registry in the lock file', () => {
    const resolved = readFileSync(join(root, 'package-lock.json'), 'utf8').match(/"resolved": "[^"]*"/g) ?? [];
    expect(resolved.filter((line) => !/"(libs|sagas|apps)\/[a-z-]+"$/.test(line))).toEqual([]);
  });
});

describe('every lib', () => {
  const libs = files.filter((file) => /^libs\/[^/]+\/package\.json$/.test(file)).map((file) => dirname(file));

  it.each(libs)('%s has an index, a short README and exports of its own', (lib) => {
    const manifest = JSON.parse(readFileSync(join(root, lib, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      type: 'module',
      license: 'MIT',
      exports: { '.': { types: './dist/index.d.ts' } },
    });
    expect(existsSync(join(root, lib, 'src/index.ts'))).toBe(true);
    expect(existsSync(join(root, lib, 'README.md'))).toBe(true);
  });
});
