import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)));

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

function deadLinks(document: string, text: string): string[] {
  return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !existsSync(join(root, dirname(document), target)));
}

function unknownScripts(text: string): string[] {
  return [...text.matchAll(/npm run (?:-s )?([a-z][a-z:-]*)/g)]
    .map(([, script]) => script!)
    .filter((script) => !(script in scripts));
}

/** A block of code under `<!-- from: path -->` is that file, or what stands in it between `// begin` and `// end`. */
function differentCode(document: string, text: string): string[] {
  return [...text.matchAll(/<!-- from: (\S+) -->\n+```\w*\n([\s\S]*?)```/g)]
    .filter(([, path, code]) => shown(join(root, dirname(document), path!)) !== code)
    .map(([, path]) => path!);
}

/** A block under `<!-- part of: path -->` shows some lines of that file, in their order; how far they are indented there does not matter. */
function foreignLines(document: string, text: string): string[] {
  return [...text.matchAll(/<!-- part of: (\S+) -->\n+```\w*\n([\s\S]*?)```/g)].flatMap(([, path, code]) => {
    const lines = readFileSync(join(root, dirname(document), path!), 'utf8')
      .split('\n')
      .map((line) => line.trim());
    return code!.split('\n').filter((shown) => {
      const line = shown.trim();
      const found = lines.indexOf(line);
      if (found >= 0) lines.splice(0, found + 1);
      return line !== '' && found < 0;
    });
  });
}

function shown(file: string): string {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /^\/\/ begin\n([\s\S]*?)^\/\/ end$/m.exec(text)?.[1] ?? text;
}

describe.each(documents)('%s', (document) => {
  const text = read(document);

  it('links to what exists', () => expect(deadLinks(document, text)).toEqual([]));

  it('names commands that exist', () => expect(unknownScripts(text)).toEqual([]));

  it('shows code as it stands in its file', () => {
    expect([...differentCode(document, text), ...foreignLines(document, text)]).toEqual([]);
  });
});

describe('the check of documents', () => {
  it('finds a dead link', () => {
    expect(deadLinks('README.md', '[a](docs/nowhere.md) [b](docs/adr/README.md#top) [c](https://a.b)')).toEqual([
      'docs/nowhere.md',
    ]);
  });

  it('finds a command that is not there', () => {
    expect(unknownScripts('`npm run nothing` and `npm run build`, `npm run -s services -- env`')).toEqual(['nothing']);
  });

  it('finds lines that are not in the file, or not in this order', () => {
    const block = (...lines: string[]) =>
      `<!-- part of: tsconfig.json -->\n\n\`\`\`json\n${lines.join('\n')}\n\`\`\`\n`;
    expect(foreignLines('README.md', block('{', '}'))).toEqual([]);
    expect(foreignLines('README.md', block('}', '{'))).toEqual(['{']);
    expect(foreignLines('README.md', block('{', '  "else": 1'))).toEqual(['  "else": 1']);
  });

  it('finds code that differs from its file', () => {
    const own = read('.prettierrc.json');
    const block = (code: string) => `<!-- from: .prettierrc.json -->\n\n\`\`\`json\n${code}\`\`\`\n`;
    expect(differentCode('README.md', block(own))).toEqual([]);
    expect(differentCode('README.md', block('{}\n'))).toEqual(['.prettierrc.json']);
  });
});
