import type {
  CancelRequested,
  ClosedStatus,
  CompensationPlanned,
  LimitReached,
  OperatorActed,
  RequestOrigin,
  SagaEscalated,
  SagaParked,
  SagaStarted,
} from '@skald/contracts';
import { limitError } from '../errors/limit-error.js';
import type { ActivityState } from './activity-state.js';
import { attemptsOf } from './activity-state.js';
import { activityOf, changed } from './apply-activity.js';
import { issueNext, settleAttempts } from './attempts.js';
import { canceledEnd } from './canceled-end.js';
import type { CancelState, InstanceState } from './instance-state.js';
import { absentInstance } from './instance-state.js';
import { letGoOfAll } from './let-go.js';
import { openForward } from './open-forward.js';
import { takeOver } from './take-over.js';

export function applySagaStarted(state: InstanceState, event: SagaStarted, at: number): void {
  const { seq, run, runSeq, nextIndex, applied, continued } = state;
  // A new run begins with nothing of the old one but its place in the line and what the history says it carries.
  Object.assign(state, absentInstance(state.namespace, state.workflowId), { seq, run, runSeq, nextIndex, applied });
  for (const id of event.recent?.requestIds ?? []) state.requestIds.add(id);
  for (const id of event.recent?.signalIds ?? []) state.signalIds.add(id);
  state.started = event;
  state.startedAt = at;
  state.at = at;
  state.phase = 'forward';
  state.beginAt = instantOf(event.beginAt);
  state.sagaDeadline = instantOf(event.deadline);
  state.escalateAt = instantOf(event.escalateAt);
  state.attributes = event.attributes ?? {};
  if (continued !== undefined) takeOver(state, continued, at);
  else if (event.requestId !== undefined || event.replyTo !== undefined) state.listeners.push(origin(event));
}

function instantOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

export function origin(event: RequestOrigin): RequestOrigin {
  return {
    ...(event.requestId === undefined ? {} : { requestId: event.requestId }),
    ...(event.replyTo === undefined ? {} : { replyTo: event.replyTo }),
  };
}

export function applyCancelRequested(
  state: InstanceState,
  event: Pick<CancelRequested, 'compensate' | 'reason' | 'graceMs'>,
  at: number,
  cause: CancelState['cause'] = 'cancel',
): void {
  state.cancelRequested = true;
  if (state.phase !== 'forward' || state.pivotPassed) return;
  const { compensate, reason, graceMs } = event;
  if (graceMs === undefined) {
    // Compensation rule 6: the code cannot run, so nothing of it cleans up; undoing needs the journal alone.
    state.abandoned = canceledEnd({ cause, reason, compensate });
    return;
  }
  const graceUntil = state.standstill === undefined ? at + graceMs : undefined;
  state.cancel = { cause, compensate, reason, graceMs, graceUntil };
  for (const key of openForward(state)) state.toCancel.add(key);
}

export function applyCancelGraceExpired(state: InstanceState): void {
  const { cancel } = state;
  if (cancel === undefined) throw new RangeError('no cancel is pending');
  state.cancel = { ...cancel, graceUntil: undefined };
  if (state.pivotPassed) return;
  state.abandoned = canceledEnd(cancel);
}

export function applySagaTimedOut(state: InstanceState): void {
  state.sagaDeadline = undefined;
  // Past the pivot there is only forward.
  if (state.pivotPassed) return;
  const error = { type: 'skald.Timeout', message: 'the saga ran out of time' };
  state.abandoned = { cause: 'timeout', error, compensate: state.cancel?.compensate ?? true };
}

export function applyLimitReached(state: InstanceState, event: LimitReached): void {
  const { cancel } = state;
  const cause = cancel === undefined ? 'failure' : 'cancel';
  state.abandoned = { cause, error: limitError(event), compensate: cancel?.compensate ?? true };
}

export function applyCompensationPlanned(state: InstanceState, event: CompensationPlanned): void {
  if (event.cause === 'scope') return applyScopePlanned(state, event);
  state.scopePlans.clear();
  state.phase = 'undo';
  state.standstill = undefined;
  state.abandoned = undefined;
  state.cancel = undefined;
  state.cause = event.cause;
  state.error = event.error;
  state.sagaDeadline = undefined;
  state.sleeps.clear();
  state.effects.clear();
  for (const planned of event.plan) plan(state, planned);
}

function applyScopePlanned(
  state: InstanceState,
  event: Extract<CompensationPlanned, { readonly cause: 'scope' }>,
): void {
  const left = new Set<string>();
  state.scopePlans.set(event.scope, left);
  state.failedScopes.add(event.scope);
  for (const planned of event.plan) left.add(plan(state, planned).key);
}

/** @throws RangeError the history plans to undo what was not recorded as something that can be undone. */
function plan(state: InstanceState, planned: CompensationPlanned['plan'][number]): ActivityState {
  const activity = activityOf(state, planned);
  if (activity.scheduled.compensation === undefined) throw new RangeError(`${planned.activityId} cannot be undone`);
  activity.undoDecision = 'planned';
  changed(state, activity);
  return activity;
}

export function applyPivotPassed(state: InstanceState): void {
  state.pivotPassed = true;
  letGoOfAll(state);
}

export function applySagaParked(state: InstanceState, event: SagaParked, at: number): void {
  state.standstill = { kind: 'parked', since: at, code: event.code, message: event.message };
}

export function applySagaResumed(state: InstanceState, at: number): void {
  state.standstill = undefined;
  const { cancel } = state;
  if (cancel !== undefined) state.cancel = { ...cancel, graceUntil: at + cancel.graceMs };
}

export function applySagaEscalated(state: InstanceState, event: SagaEscalated, at: number): void {
  switch (event.kind) {
    case 'activity': {
      const activity = activityOf(state, event);
      activity.escalatedAt = at;
      return changed(state, activity);
    }
    case 'signal':
      state.escalatedWaits.set(event.wait, at);
      return;
    case 'saga':
      state.escalateAt = undefined;
      return;
  }
}

export function applyOperatorActed(state: InstanceState, event: OperatorActed, at: number): void {
  const { activityId, verb, operation = 'execute' } = event;
  if (activityId === undefined) {
    state.forwardFailure = undefined;
    state.error = undefined;
    return;
  }
  const activity = activityOf(state, { ...event, activityId });
  switch (verb) {
    case 'retry': {
      const attempts = attemptsOf(activity, operation);
      // An undo that waited for a decision has no attempts yet: its schedule follows.
      if (attempts === undefined) return;
      issueNext(attempts, at);
      attempts.firstAttempt = attempts.attempt;
      state.blocked.delete(activity.key);
      break;
    }
    case 'resolve':
      if (operation === 'execute') return;
      activity.undoDecision = 'resolved';
      if (activity.undo !== undefined) settleAttempts(activity.undo, 'completed');
      break;
    case 'skip':
      return;
  }
  changed(state, activity);
}

export function applyClosed(state: InstanceState, status: ClosedStatus, at: number): void {
  state.phase = 'closed';
  state.closed = status;
  state.closedAt = at;
  state.standstill = undefined;
  state.forwardFailure = undefined;
  state.abandoned = undefined;
  state.cancel = undefined;
  state.beginAt = undefined;
  state.sagaDeadline = undefined;
  state.escalateAt = undefined;
  state.sleeps.clear();
  state.effects.clear();
  state.open.clear();
  state.scopePlans.clear();
  state.toCancel.clear();
  state.refused.clear();
  state.blocked.clear();
  letGoOfAll(state);
}
