import type { Log } from '@skald/ports';
import { openSagas } from '@skald/nest';
import type { FoundHistory } from '@skald/runtime';
import {
  determinismGuard,
  evaluationWith,
  historiesIn,
  replayHistories,
  replayText,
  sampledHistories,
  systemClock,
} from '@skald/runtime';
import { exportedTo } from './exported-to.js';
import type { NestModule } from './load-sagas.js';
import type { ReplayOptions } from './replay-options.js';

type ReadingStore = Parameters<typeof sampledHistories>[0] & { close(): Promise<void> };

export interface ReplaySurroundings {
  readonly modules: readonly NestModule[];
  readonly log: Log;
  readonly connect: () => Promise<ReadingStore>;
  readonly print: (text: string) => void;
}

/** Holds histories against the sagas of these modules, and says how it went; true: the code may be deployed. */
export async function replayCommand(
  options: ReplayOptions,
  { modules, log, connect, print }: ReplaySurroundings,
): Promise<boolean> {
  const sagas = await openSagas([...modules]);
  const store = options.kind === 'journal' ? await connect() : undefined;
  try {
    const evaluation = evaluationWith({ clock: systemClock(), guard: determinismGuard(log) });
    const report = await replayHistories(found(options, store), sagas.definitions, evaluation);
    print(replayText(report));
    return report.ok;
  } finally {
    await store?.close();
    await sagas.close();
  }
}

function found(options: ReplayOptions, store: ReadingStore | undefined): AsyncIterable<FoundHistory> {
  if (options.kind === 'directory') return historiesIn(options.directory);
  const { size, saga, namespaces, exportTo } = options;
  const sampled = sampledHistories(store!, { size, namespaces, ...(saga === undefined ? {} : { saga }) });
  return exportTo === undefined ? sampled : exportedTo(exportTo, sampled);
}
