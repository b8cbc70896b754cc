import type { EventBody, LimitApproached, LimitName } from '@skald/contracts';
import { SagaBug } from '../errors/saga-bug.js';
import { limitError } from '../errors/limit-error.js';
import type { LogLine } from '../saga/body.js';
import type { InstanceState } from '../state/instance-state.js';
import type { SuspendedCode } from './code.js';

export interface Limit {
  /** From here on it is warned of, once for each run: `LimitApproached`. */
  readonly warnAt: number;
  /** What is beyond is refused. */
  readonly max: number;
}

/**
 * What a run may have. `signals`: unread ones; more are refused with `LIMIT_REACHED`. `history`: events. `open-activities`:
 * activities and children at once. Past these two the saga fails and is undone; past its pivot it waits for an operator.
 */
export type Limits = Readonly<Record<LimitName, Limit>>;

export const defaultLimits: Limits = {
  signals: { warnAt: 8_000, max: 10_000 },
  history: { warnAt: 10_000, max: 50_000 },
  'open-activities': { warnAt: 8_000, max: 10_000 },
};

/** @throws TypeError naming the limit that is none. */
export function checkedLimits(limits: Limits): Limits {
  for (const [name, { warnAt, max }] of Object.entries(limits)) {
    for (const [field, value] of Object.entries({ warnAt, max })) {
      if (Number.isSafeInteger(value) && value >= 1) continue;
      throw new TypeError(`limits.${name}.${field}: ${String(value)} is not a whole number from 1 on`);
    }
  }
  return limits;
}

/** Limits that come near for the first time in this run. */
export function limitsApproached(
  state: InstanceState,
  unreadSignals: number,
  limits: Limits = defaultLimits,
): LimitApproached[] {
  if (state.phase !== 'forward') return [];
  const values: Readonly<Record<LimitName, number>> = {
    signals: unreadSignals,
    history: state.nextIndex,
    'open-activities': state.open.size,
  };
  return (Object.keys(values) as LimitName[])
    .filter((limit) => values[limit] >= limits[limit].warnAt && !state.limitsApproached.has(limit))
    .map((limit) => ({ type: 'LimitApproached', limit, value: values[limit], max: limits[limit].max }));
}

/** For the log. */
export function nearLimit({ limit, value, max }: LimitApproached): LogLine {
  return { level: 'warn', message: `this run comes near its limit of ${limit}`, fields: { value, max } };
}

/**
 * A run without end is stopped: what stands in its way is recorded, so that other limits later change nothing.
 * @throws SagaBug a history too long past the pivot, where nothing may be undone
 */
export function limitReached(state: InstanceState, { decided }: SuspendedCode, limits: Limits): EventBody | undefined {
  const next = decided[0];
  if (next?.kind === 'return' || next?.kind === 'throw' || next?.kind === 'continue-as-new') return undefined;
  const { history, 'open-activities': openActivities } = limits;
  if (state.nextIndex >= history.max) {
    const reached = { type: 'LimitReached', limit: 'history', value: state.nextIndex, max: history.max } as const;
    if (state.pivotPassed) throw new SagaBug('HISTORY_TOO_LARGE', limitError(reached).message);
    return reached;
  }
  const opens = next?.kind === 'schedule-activity' || next?.kind === 'start-child';
  if (!opens || state.open.size < openActivities.max) return undefined;
  const { max } = openActivities;
  const reached = { type: 'LimitReached', limit: 'open-activities', value: state.open.size, max } as const;
  return state.pivotPassed ? { type: 'SagaForwardFailed', error: limitError(reached) } : reached;
}
