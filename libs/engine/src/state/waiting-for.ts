import type { Operation, WaitingFor } from '@skald/contracts';
import type { ActivityState } from './activity-state.js';
import type { Attempts } from './attempts.js';
import { isOpen } from './attempts.js';
import { instantText } from './instant.js';
import type { InstanceState } from './instance-state.js';
import type { AwaitedSignal } from '../saga/inbox.js';

/** At most this many are listed: the projection stays small however wide a fan-out is. */
const listed = 50;

/** What an open instance waits for. Signals are known to the live body alone. */
export function waitingFor(state: InstanceState, signals: readonly AwaitedSignal[]): WaitingFor[] {
  const { standstill } = state;
  if (state.phase === 'closed' || state.phase === 'absent') return [];
  if (standstill !== undefined) {
    const detail =
      standstill.kind === 'parked' ? `${standstill.code}: ${standstill.message.slice(0, 1_000)}` : 'paused';
    return [{ kind: 'operator', id: standstill.kind, since: instantText(standstill.since), detail }];
  }
  const waiting: WaitingFor[] = [];
  if (state.forwardFailure !== undefined) {
    const { error, since } = state.forwardFailure;
    waiting.push({ kind: 'operator', id: 'saga', since: instantText(since), detail: error.message });
  }
  for (const id of state.blocked) {
    if (waiting.length >= listed) break;
    waiting.push(stuck(state.activities.get(id)!, 'execute'));
  }
  for (const id of state.undoing.stuck) {
    if (waiting.length >= listed) break;
    waiting.push(stuck(state.activities.get(id)!, 'compensate'));
  }
  for (const id of state.open) {
    if (waiting.length >= listed) break;
    waiting.push(...openOperations(state.activities.get(id)!));
  }
  if (state.phase !== 'forward') return waiting.slice(0, listed);
  if (state.beginAt !== undefined) {
    const until = instantText(state.beginAt);
    waiting.push({ kind: 'timer', id: 'start-delay', since: instantText(state.startedAt), until });
  }
  for (const [timerId, { fireAt, startedAt }] of state.sleeps) {
    if (waiting.length >= listed) break;
    waiting.push({ kind: 'timer', id: timerId, since: instantText(startedAt), until: instantText(fireAt) });
  }
  for (const { name, since, waits } of signals) {
    const escalatedAt = waits.map((wait) => state.escalatedWaits.get(wait)).find((at) => at !== undefined);
    waiting.push({ kind: 'signal', id: name, since: instantText(since), ...escalated(escalatedAt) });
  }
  for (const [id, since] of state.effects) {
    if (waiting.length >= listed) break;
    waiting.push({ kind: 'effect', id, since: instantText(since) });
  }
  return waiting.slice(0, listed);
}

function stuck(activity: ActivityState, operation: Operation): WaitingFor {
  const attempts = operation === 'execute' ? activity.forward : activity.undo;
  return {
    kind: 'operator',
    id: activity.key,
    since: instantText(attempts?.issuedAt ?? activity.forward.issuedAt),
    detail: `${operation}: ${attempts?.error?.message ?? 'the outcome is unknown: retry, skip or resolve its undo'}`,
  };
}

function escalated(at: number | undefined): Pick<WaitingFor, 'escalatedAt'> {
  return at === undefined ? {} : { escalatedAt: instantText(at) };
}

function attemptText({ attempt, error }: Attempts): string {
  return `attempt ${attempt}${error === undefined ? '' : `, the last failed: ${error.message.slice(0, 500)}`}`;
}

function openOperations({ key, scheduled, forward, undo, escalatedAt }: ActivityState): WaitingFor[] {
  const waiting: WaitingFor[] = [];
  for (const [kind, attempts] of [
    ['activity', forward],
    ['compensation', undo],
  ] as const) {
    if (attempts === undefined || !isOpen(attempts)) continue;
    const child = scheduled.work.kind === 'child' ? scheduled.work : undefined;
    waiting.push({
      kind: child !== undefined && kind === 'activity' ? 'child' : kind,
      id: key,
      since: instantText(attempts.scheduledAt),
      ...(attempts.nextAttemptAt === undefined ? {} : { until: instantText(attempts.nextAttemptAt) }),
      attempt: attempts.attempt,
      detail: child === undefined ? attemptText(attempts) : `${child.saga} ${child.workflowId}`,
      ...(kind === 'activity' ? escalated(escalatedAt) : {}),
    });
  }
  return waiting;
}
