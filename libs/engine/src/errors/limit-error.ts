import type { LimitReached, RecordedError } from '@skald/contracts';

/** Why a run was stopped at a limit. */
export function limitError({ limit, max }: LimitReached): RecordedError {
  switch (limit) {
    case 'history':
      return { type: 'HISTORY_TOO_LARGE', message: `the history of this run has over ${max} events` };
    case 'open-activities':
      return { type: 'LIMIT_REACHED', message: `this run has ${max} open activities: it may not schedule another` };
  }
}
