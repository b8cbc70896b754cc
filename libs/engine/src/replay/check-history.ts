import type { SagaBug } from '../errors/saga-bug.js';
import type { Turn } from '../history/turn.js';
import type { LogLine } from '../saga/body.js';
import type { ReplayOptions, SentTurn } from './replay-history.js';
import { replayHistory } from './replay-history.js';
import type { Execution } from '../execution/execution.js';

export interface CheckedRun {
  readonly run: number;
  /** Where code and history part; undefined: this run replays. */
  readonly divergence: SagaBug | undefined;
  readonly warnings: readonly LogLine[];
  /** What each turn sends. */
  readonly sent: readonly SentTurn[];
  /** As it stands at the end of the run. */
  readonly execution: Execution;
}

/**
 * Holds every run of a history against the code as it is, from its start to its end, closed runs too.
 * @throws CorruptHistory
 */
export async function checkHistory(
  options: Omit<ReplayOptions, 'publishedSeq' | 'throughout'>,
): Promise<readonly CheckedRun[]> {
  const checked: CheckedRun[] = [];
  const runs = byRun(options.turns);
  for (const [i, turns] of runs.entries()) {
    const [next] = runs[i + 1]?.[0]?.events ?? [];
    const continued = next?.type === 'SagaContinuedAsNew' ? { continued: next } : {};
    const replay = await replayHistory({ ...options, ...continued, turns, publishedSeq: -1, throughout: true });
    const { divergence, warnings, unpublished, execution } = replay;
    checked.push({ run: turns[0]!.run, divergence, warnings, sent: unpublished, execution });
  }
  return checked;
}

function byRun(turns: readonly Turn[]): readonly (readonly Turn[])[] {
  const runs = new Map<number, Turn[]>();
  for (const turn of turns) {
    const known = runs.get(turn.run);
    if (known === undefined) runs.set(turn.run, [turn]);
    else known.push(turn);
  }
  return [...runs.values()];
}
