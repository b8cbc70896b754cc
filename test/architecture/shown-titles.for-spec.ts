import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** Contract suites and stories stand in files of their own; specs call them. */
const withTests = ['*.spec.ts', 'test/conformance/*.ts', 'libs/testing/src/contract/*.ts'];

/** What `find` sees in the files that have tests, those of this folder aside. */
export function shownInTests(find: (text: string) => readonly string[]): ReadonlySet<string> {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...withTests], {
    cwd: root,
    encoding: 'utf8',
  });
  const paths = listed.split('\n').filter((path) => path !== '' && !path.startsWith('test/architecture/'));
  return new Set(paths.flatMap((path) => find(readFileSync(join(root, path), 'utf8'))));
}
