import type { CancelRequested, ClosedStatus, OperatorActed, SagaParked, SagaStarted } from '@skald/contracts';
import { attemptsOf } from './activity-state.js';
import { issueNext } from './attempts.js';
import type { InstanceState } from './instance-state.js';
import { absentInstance } from './instance-state.js';

export function applySagaStarted(state: InstanceState, event: SagaStarted, at: number): void {
  const { seq, run, runSeq, nextIndex, applied, requestIds, signalIds } = state;
  // A new run begins with nothing of the old one but its place in the line and the requests it has seen.
  Object.assign(state, absentInstance(state.namespace, state.workflowId), {
    seq,
    run,
    runSeq,
    nextIndex,
    applied,
    requestIds,
    signalIds,
  });
  state.started = event;
  state.startedAt = at;
  state.at = at;
  state.phase = 'forward';
  state.sagaDeadline = event.deadline === undefined ? undefined : Date.parse(event.deadline);
  if (event.requestId !== undefined || event.replyTo !== undefined) {
    state.listeners.push({
      ...(event.requestId === undefined ? {} : { requestId: event.requestId }),
      ...(event.replyTo === undefined ? {} : { replyTo: event.replyTo }),
    });
  }
}

export function applyCancelRequested(state: InstanceState, event: CancelRequested, at: number): void {
  if (event.graceMs === undefined) return;
  state.cancel = {
    compensate: event.compensate,
    reason: event.reason,
    graceMs: event.graceMs,
    graceUntil: state.standstill === undefined ? at + event.graceMs : undefined,
  };
}

export function applySagaParked(state: InstanceState, event: SagaParked, at: number): void {
  state.standstill = { kind: 'parked', since: at, code: event.code, message: event.message };
}

export function applySagaResumed(state: InstanceState, at: number): void {
  state.standstill = undefined;
  if (state.cancel !== undefined && state.phase === 'forward') {
    state.cancel = { ...state.cancel, graceUntil: at + state.cancel.graceMs };
  }
}

export function applyOperatorActed(state: InstanceState, event: OperatorActed, at: number): void {
  if (event.activityId === undefined) {
    state.forwardFailure = undefined;
    state.error = undefined;
    return;
  }
  const activity = state.activities.get(event.activityId)!;
  const operation = event.operation ?? 'execute';
  switch (event.verb) {
    case 'retry': {
      const attempts = attemptsOf(activity, operation);
      // An undo that waited for a decision has no attempts yet: its schedule follows.
      if (attempts === undefined) return;
      issueNext(attempts, at);
      attempts.firstAttempt = attempts.attempt;
      state.blocked.delete(event.activityId);
      state.open.add(event.activityId);
      return;
    }
    case 'resolve':
      if (operation === 'compensate') {
        activity.undoDecision = 'resolved';
        if (activity.undo !== undefined) activity.undo.status = 'completed';
        state.open.delete(event.activityId);
      }
      return;
    case 'skip':
      return;
  }
}

export function applyClosed(state: InstanceState, status: ClosedStatus, at: number): void {
  state.phase = 'closed';
  state.closed = status;
  state.closedAt = at;
  state.standstill = undefined;
  state.cancel = undefined;
  state.sagaDeadline = undefined;
  state.sleeps.clear();
  state.effects.clear();
  state.open.clear();
  state.blocked.clear();
}
