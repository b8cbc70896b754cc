import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bugNamed, bugs, type Bug } from './bugs.ts';

export interface SeedRange {
  readonly from: number;
  readonly seeds: number;
}

/** Plants one bug after the other; true when each was caught within these seeds. */
export async function plantAll(name: string, range: SeedRange): Promise<boolean> {
  const chosen = name === '' ? bugs : [bugNamed(name)];
  let count = 0;
  for (const bug of chosen) {
    const how = await caught(bug, range);
    if (how !== undefined) count++;
    console.log(`${bug.name.padEnd(28)} ${how ?? `NOT caught within ${range.seeds} seeds`}`);
  }
  console.log(`${count} of ${chosen.length} planted bugs caught within ${range.seeds} seeds`);
  return count === chosen.length;
}

/** In a process of its own, with the bug in what is built: what the checker said first, or undefined. */
export async function caught({ name }: Bug, { from, seeds }: SeedRange): Promise<string | undefined> {
  const file = (of: string): string => fileURLToPath(new URL(of, import.meta.url));
  const args = ['--import', file('./plant.ts'), file('./until-caught.ts'), String(from), String(seeds)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, PLANTED_BUG: name } });
  return stdout.trim() === '' ? undefined : stdout.trim();
}
