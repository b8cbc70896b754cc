import type { LedgerRecord } from '@skald/ports';

import type { Claim, OutcomeBody, Series } from './marks.js';

export interface AttemptMemory {
  readonly attempt: number;
  claim?: Claim;
  outcome?: OutcomeBody;
  timeout?: OutcomeBody;
  after?: OutcomeBody;
  /** The coordinator gave it up. */
  canceled?: true;
  /** The undo came first: nothing was claimed. */
  undoneBefore?: true;
  /** The undo did not wait for its end. */
  undoneMeanwhile?: true;
}

/** What the ledger knows of one activity. */
export type ActivityMemory = Readonly<Record<Series, ReadonlyMap<number, AttemptMemory>>>;

export function remember(records: readonly LedgerRecord[]): ActivityMemory {
  const memory = {
    execute: new Map<number, AttemptMemory>(),
    compensate: new Map<number, AttemptMemory>(),
    late: new Map<number, AttemptMemory>(),
  };
  for (const { mark, body } of records) {
    const [series, number, end] = mark.split('.') as [Series, string, string?];
    const attempts = memory[series];
    const attempt = Number(number);
    if (attempts === undefined) continue;
    let entry = attempts.get(attempt);
    if (entry === undefined) attempts.set(attempt, (entry = { attempt }));
    write(entry, end, body as { readonly kind: string });
  }
  return memory;
}

function write(entry: AttemptMemory, end: string | undefined, body: { readonly kind: string }): void {
  switch (end) {
    case undefined:
      if (body.kind === 'undone') entry.undoneBefore = true;
      else if (body.kind === 'canceled') entry.canceled = true;
      else entry.claim = body as unknown as Claim;
      return;
    case 'done':
      if (body.kind === 'undone') entry.undoneMeanwhile = true;
      else entry.outcome = body as unknown as OutcomeBody;
      return;
    case 'timeout':
      entry.timeout = body as unknown as OutcomeBody;
      return;
    case 'canceled':
      entry.canceled = true;
      return;
    case 'after':
      entry.after = body as unknown as OutcomeBody;
  }
}

/** The output of any attempt of the series that completed. */
export function completedOf(memory: ActivityMemory, series: Series): OutcomeBody | undefined {
  for (const { outcome, after } of memory[series].values()) {
    if (outcome?.kind === 'completed') return outcome;
    if (after?.kind === 'completed') return after;
  }
  return undefined;
}

/** What this very attempt answered. */
export function answerOf(memory: ActivityMemory, series: Series, attempt: number): OutcomeBody | undefined {
  const own = memory[series].get(attempt);
  return own?.after ?? own?.outcome ?? own?.timeout;
}

/** Rule 3: whether the undo of this activity has come. */
export function isUndone(memory: ActivityMemory): boolean {
  if (memory.compensate.size > 0 || memory.late.size > 0) return true;
  for (const attempt of memory.execute.values()) {
    if (attempt.undoneBefore === true || attempt.undoneMeanwhile === true) return true;
  }
  return false;
}

/** Whether this attempt, or one after it, was given up. */
export function isCanceled(memory: ActivityMemory, attempt: number): boolean {
  for (const entry of memory.execute.values()) if (entry.canceled === true && entry.attempt >= attempt) return true;
  return false;
}

/** Claimed, and nobody knows how it ended. */
export function openAttempts(memory: ActivityMemory, series: Series): readonly (AttemptMemory & { claim: Claim })[] {
  return [...memory[series].values()].filter(
    (attempt): attempt is AttemptMemory & { claim: Claim } =>
      attempt.claim !== undefined && attempt.outcome === undefined && attempt.undoneMeanwhile === undefined,
  );
}

/** Claimed by somebody who may still be at it within the time of the attempt. */
export function isLive({ claim, timeout }: AttemptMemory, now: number): boolean {
  return claim !== undefined && timeout === undefined && claim.until > now;
}

/** Whether a handler of `execute` may have run. */
export function mayHaveRun(memory: ActivityMemory): boolean {
  for (const { claim, outcome } of memory.execute.values()) {
    if (claim !== undefined && outcome?.ran !== false) return true;
  }
  return false;
}
