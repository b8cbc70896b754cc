import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundHistory } from '@skald/runtime';
import { historyText } from '@skald/runtime';

/** Writes each history as a file on its way. */
export async function* exportedTo(
  directory: string,
  histories: AsyncIterable<FoundHistory>,
): AsyncGenerator<FoundHistory> {
  await mkdir(directory, { recursive: true });
  for await (const found of histories) {
    if (found.kind === 'history') await writeFile(join(directory, fileName(found.name)), historyText(found.history));
    yield found;
  }
}

const longestName = 200;

/** A workflowId may hold what a file name must not, and be longer than one may be. */
function fileName(instance: string): string {
  const encoded = encodeURIComponent(instance);
  if (encoded.length <= longestName) return `${encoded}.json`;
  const digest = createHash('sha256').update(instance).digest('hex').slice(0, 16);
  return `${encoded.slice(0, longestName)}-${digest}.json`;
}
