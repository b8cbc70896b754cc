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

type Sagas = Parameters<typeof replayHistories>[1];
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
    const { definitions } = sagas;
    mustBeHere(options, definitions);
    for (const line of await ofOthers(store, definitions)) print(line);
    const report = await replayHistories(found(options, store, definitions), definitions, evaluation);
    print(replayText(report));
    return report.ok;
  } finally {
    await store?.close();
    await sagas.close();
  }
}

/** A misspelt name would let everything pass. @throws UnknownSaga */
function mustBeHere(options: ReplayOptions, sagas: Sagas): void {
  if (options.kind === 'directory' || options.saga === undefined) return;
  const names = [...new Set(sagas.map(({ contract }) => contract.name))].sort();
  if (!names.includes(options.saga)) throw new UnknownSaga(options.saga, names);
}

function found(options: ReplayOptions, store: ReadingStore | undefined, sagas: Sagas): AsyncIterable<FoundHistory> {
  if (options.kind === 'directory') return historiesIn(options.directory);
  const { size, saga, namespaces, exportTo } = options;
  const sampled = sampledHistories(store!, { size, sagas, namespaces, ...(saga === undefined ? {} : { saga }) });
  return exportTo === undefined ? sampled : exportedTo(exportTo, sampled);
}

/** Open instances of sagas of which no version is here: others run them, their code is not held against anything. */
async function ofOthers(store: ReadingStore | undefined, sagas: Sagas): Promise<readonly string[]> {
  const rows = (await store?.instances.openByVersion()) ?? [];
  return rows
    .filter(({ saga }) => !sagas.some(({ contract }) => contract.name === saga))
    .map(
      ({ saga, version, open }) =>
        `${saga} version ${version} is not looked at: no version of it is here, ${open} open`,
    );
}

/** `--saga` names none of those that are loaded. */
class UnknownSaga extends Error {
  override readonly name = 'UnknownSaga';
  readonly code = 'UNKNOWN_SAGA';
  constructor(saga: string, here: readonly string[]) {
    super(`--saga ${saga} is not among SKALD_MODULES: ${here.join(', ')} ${here.length === 1 ? 'is' : 'are'}`);
  }
}
