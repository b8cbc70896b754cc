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
    // A workflowId may hold what a file name must not.
    if (found.kind === 'history') {
      await writeFile(join(directory, `${encodeURIComponent(found.name)}.json`), historyText(found.history));
    }
    yield found;
  }
}
