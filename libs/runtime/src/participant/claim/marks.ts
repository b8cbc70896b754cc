import type { ActivityIdentity, Json, OperationCommand } from '@skald/contracts';
import { idempotencyKey } from '@skald/contracts';
import type { LedgerRecord } from '@skald/ports';

import type { Outcome } from './outcome.js';

/**
 * The ledger of one activity. Its records are unique by mark, which is all the fencing there is:
 *
 * | mark                  | says                                                      |
 * |-----------------------|-----------------------------------------------------------|
 * | `execute.2`           | attempt 2 was claimed; or, as `canceled`: it was given up before; or, at attempt 1 and as `undone`: the undo came before any execute |
 * | `execute.2.canceled`  | it was given up after its claim                            |
 * | `execute.2.done`      | how its handler ended; or, as `undone`: the undo did not wait for it |
 * | `execute.2.timeout`   | its time was over while its handler still ran              |
 * | `execute.2.after`     | it completed although another end is on record             |
 * | `compensate.1` …      | the same for the undo, and `late.1` … for the undo sent once more |
 */
export type Series = 'execute' | 'compensate' | 'late';

export const seriesOf = (command: OperationCommand): Series =>
  command.type === 'execute' ? 'execute' : command.idempotencyKey.endsWith(':late') ? 'late' : 'compensate';

/** All of one activity stands under the key of its execute. */
export const ledgerKey = (identity: Omit<ActivityIdentity, 'operation'>): string =>
  idempotencyKey({ ...identity, operation: 'execute' });

export interface AttemptName {
  readonly key: string;
  readonly series: Series;
  readonly attempt: number;
}

/** A claim as it stands in the ledger; `until` is when a live owner has given up at the latest. */
export interface Claim {
  readonly until: number;
  /** Who made it, so that an insert whose answer was lost is recognised. */
  readonly by: string;
}

export type OutcomeBody = Outcome & { readonly by: string; readonly ran: boolean };

export function claimRecord({ key, series, attempt }: AttemptName, at: number, claim: Claim): LedgerRecord {
  return { key, mark: `${series}.${attempt}`, at, body: { kind: 'claim', ...claim } };
}

export function outcomeRecord(
  { key, series, attempt }: AttemptName,
  at: number,
  end: 'done' | 'timeout' | 'after',
  body: OutcomeBody,
): LedgerRecord {
  return { key, mark: `${series}.${attempt}.${end}`, at, body: body as unknown as Json };
}

/** Rule 2: collides with the claim of attempt 1, which reads nothing when it succeeds. */
export function undoneBeforeRecord(key: string, at: number): LedgerRecord {
  return { key, mark: 'execute.1', at, body: { kind: 'undone' } };
}

/** Collides with the claim, like the above: what was given up before it began never begins. */
export function canceledBeforeRecord(key: string, attempt: number, at: number): LedgerRecord {
  return { key, mark: `execute.${attempt}`, at, body: { kind: 'canceled' } };
}

export function canceledMeanwhileRecord(key: string, attempt: number, at: number): LedgerRecord {
  return { key, mark: `execute.${attempt}.canceled`, at, body: { kind: 'canceled' } };
}

/** Rule 3: collides with the outcome of an execute that nobody waits for any more. */
export function undoneMeanwhileRecord(key: string, attempt: number, at: number): LedgerRecord {
  return { key, mark: `execute.${attempt}.done`, at, body: { kind: 'undone' } };
}
