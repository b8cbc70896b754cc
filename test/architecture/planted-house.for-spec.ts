import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const rules = ['.dependency-cruiser.mjs', 'eslint.config.js', 'tsconfig.base.json', 'tsconfig.eslint.json'];
/** What the rules themselves are made of. */
const folders = ['libs/eslint-plugin/src'];
const libs = ['contracts', 'engine', 'ports', 'runtime', 'mongo', 'kafka', 'embedded', 'nest', 'testing', 'documents'];

export interface House {
  /** Runs a program of node_modules in the house; what it says, however it ends. */
  run(program: string, ...args: string[]): Promise<string>;
  remove(): void;
}

/** A small house under the rules of this one, with the given files in it: to see that the rules bite. */
export function plant(files: Record<string, string>): House {
  const folder = mkdtempSync(join(tmpdir(), 'skald-house-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const file of rules) cpSync(join(root, file), join(folder, file));
  for (const path of folders) cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  write('package.json', JSON.stringify({ name: 'house', type: 'module' }));
  for (const lib of libs)
    write(`libs/${lib}/src/index.ts`, `export const ${lib} = '${lib}';\nexport type T = string;\n`);
  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    run: (program, ...args) =>
      new Promise((resolve) => {
        const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
        execFile(process.execPath, [join(root, 'node_modules', program), ...args], options, (_error, stdout, stderr) =>
          resolve(stdout + stderr),
        );
      }),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
