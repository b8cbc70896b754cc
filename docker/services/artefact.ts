import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cache } from './folders.ts';
import { withLock } from './lock.ts';
import { say, took } from './say.ts';

interface Artefact {
  name: string;
  /** Files it is made of; another content makes another artefact. */
  from: string[];
  /** What a person waits for, and how long. */
  told: string;
  build(into: string): Promise<unknown>;
}

/** The folder of something built once for its inputs, by whoever comes first. */
export async function artefact({ name, from, told, build }: Artefact): Promise<string> {
  const folder = join(cache, `${name}-${hashOf(from)}`);
  if (existsSync(folder)) return folder;
  return withLock(join(cache, `${name}.lock`), async () => {
    if (existsSync(folder)) return folder;
    say(`${name}: ${told}`);
    const since = performance.now();
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    await build(unfinished);
    renameSync(unfinished, folder);
    say(`${name}: done in ${took(since)}, kept for later starts`);
    return folder;
  });
}

function hashOf(files: string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(basename(file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 12);
}
