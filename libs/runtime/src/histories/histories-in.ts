import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { History } from './history.js';
import { parseHistory } from './history.js';

/** A history on its way to a check, under the name that a report calls it by. */
export type FoundHistory =
  | { readonly kind: 'history'; readonly name: string; readonly history: History }
  | { readonly kind: 'unreadable'; readonly name: string; readonly problem: string };

/** Every `*.json` of a directory, in order of names. @throws when there is none: a gate that looks at nothing stays shut */
export async function* historiesIn(directory: string): AsyncGenerator<FoundHistory> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort();
  if (names.length === 0) throw new NoHistories(directory);
  for (const name of names) yield await historyAt(directory, name);
}

async function historyAt(directory: string, name: string): Promise<FoundHistory> {
  try {
    return { kind: 'history', name, history: parseHistory(await readFile(join(directory, name), 'utf8')) };
  } catch (error) {
    return { kind: 'unreadable', name, problem: (error as Error).message };
  }
}

class NoHistories extends Error {
  override readonly name = 'NoHistories';
  readonly code = 'INVALID_INPUT';
  constructor(directory: string) {
    super(`there is no history (*.json) in ${directory}`);
  }
}
