import type { CheckedRun, Evaluation, SagaDefinition } from '@skald/engine';
import { checkHistory } from '@skald/engine';
import { evaluationWith } from '../evaluation/evaluation-with.js';
import { systemClock } from '../clock/system-clock.js';
import type { FoundHistory } from './histories-in.js';
import { historiesIn } from './histories-in.js';
import type { History } from './history.js';

/** What becomes of one history under the code as it is. */
export type Verdict = ReplayedHistory | DivergedHistory | UnreadableHistory;

export interface ReplayedHistory {
  readonly kind: 'replayed';
  readonly name: string;
  readonly saga: string;
  readonly version: number;
  /** What the code asks for differs in its contents from what was recorded (which counts). */
  readonly warnings: readonly string[];
}

export interface DivergedHistory {
  readonly kind: 'diverged';
  readonly name: string;
  readonly saga: string;
  readonly version: number;
  readonly run: number;
  /** `NONDETERMINISM`, `VERSION_ELSEWHERE`, `SAGA_BUG` … */
  readonly code: string;
  readonly message: string;
  /** The first event where history and code part, as recorded and as the code has it. */
  readonly event?: { readonly index: number; readonly expected: string; readonly got: string };
  /** The line of saga code that asked for it. */
  readonly at?: string;
}

/** Not a history, or one that Skald cannot have written. */
export interface UnreadableHistory {
  readonly kind: 'unreadable';
  readonly name: string;
  readonly problem: string;
}

export interface ReplayReport {
  readonly replayed: readonly ReplayedHistory[];
  readonly diverged: readonly DivergedHistory[];
  readonly unreadable: readonly UnreadableHistory[];
  /** Every history replays. */
  readonly ok: boolean;
}

/**
 * Holds stored histories against the code as it is, closed runs too; goes on after a bad one.
 * @param evaluation with the determinism guard where the code is to be watched
 * @param histories a directory of files as `historyText` gives them, or the histories themselves
 */
export async function replayHistories(
  histories: string | AsyncIterable<FoundHistory> | Iterable<FoundHistory>,
  sagas: readonly SagaDefinition[],
  evaluation = evaluationWith({ clock: systemClock() }),
): Promise<ReplayReport> {
  const find = (saga: string, version: number): SagaDefinition | undefined =>
    sagas.find(({ contract, version: v }) => contract.name === saga && v === version);
  const verdicts: Verdict[] = [];
  for await (const found of typeof histories === 'string' ? historiesIn(histories) : histories) {
    if (found.kind === 'unreadable') verdicts.push(found);
    else verdicts.push(await verdictOn(found.name, found.history, find, evaluation));
  }
  const replayed = verdicts.filter((verdict) => verdict.kind === 'replayed');
  const diverged = verdicts.filter((verdict) => verdict.kind === 'diverged');
  const unreadable = verdicts.filter((verdict) => verdict.kind === 'unreadable');
  return { replayed, diverged, unreadable, ok: diverged.length + unreadable.length === 0 };
}

async function verdictOn(
  name: string,
  { namespace, workflowId, turns }: History,
  find: (saga: string, version: number) => SagaDefinition | undefined,
  evaluation: Evaluation,
): Promise<Verdict> {
  const { saga, version } = turns.at(-1)!;
  let runs: readonly CheckedRun[];
  try {
    runs = await checkHistory({ instance: `${namespace}/${workflowId}`, turns, find, evaluation });
  } catch (error) {
    return { kind: 'unreadable', name, problem: (error as Error).message };
  }
  const bad = runs.find((run) => run.divergence !== undefined && !isGone(run, runs));
  if (bad !== undefined) return diverged(name, turns, bad);
  const gone = runs
    .filter((run) => isGone(run, runs))
    .map(({ run, divergence }) => `run ${run}: ${divergence!.message}`);
  const warnings = runs.flatMap((run) =>
    run.warnings.map(({ message, fields }) => `event ${String(fields?.['eventIndex'])} of run ${run.run}: ${message}`),
  );
  return { kind: 'replayed', name, saga, version, warnings: [...gone, ...warnings] };
}

/** A run that another one followed does not run again: its version may be gone. */
function isGone({ run, divergence }: CheckedRun, runs: readonly CheckedRun[]): boolean {
  return divergence?.code === 'VERSION_ELSEWHERE' && run !== runs.at(-1)!.run;
}

function diverged(name: string, turns: History['turns'], { run, divergence }: CheckedRun): DivergedHistory {
  const { code, message, detail, at } = divergence!;
  const { saga, version } = turns.find((turn) => turn.run === run)!;
  const told = typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? detail : {};
  const { eventIndex, expected, got } = told as Readonly<Record<string, unknown>>;
  return {
    ...{ kind: 'diverged', name, saga, version, run, code, message },
    ...(typeof eventIndex === 'number' && {
      event: { index: eventIndex, expected: String(expected), got: String(got) },
    }),
    ...(at !== undefined && { at }),
  };
}
