import type { EventBody } from '@skald/contracts';
import { continueAsNew } from '../decisions/continue-as-new.js';
import { giveUp } from '../decisions/give-up.js';
import { payloadLimit } from '../decisions/payload-limit.js';
import { planCompensation, planScope } from '../decisions/plan-compensation.js';
import { progressScopes, progressUndo, scopeUndone } from '../decisions/progress-undo.js';
import { recordDecision } from '../decisions/record-decision.js';
import { beganBy } from '../messages/began-by.js';
import type { EffectCall } from '../saga/asked.js';
import type { Decision } from '../saga/decision.js';
import { isInside } from '../saga/scopes.js';
import { canceledEnd } from '../state/canceled-end.js';
import type { FailedEnd, InstanceState } from '../state/instance-state.js';
import { standsStill } from '../state/instance-state.js';
import { openForward } from '../state/open-forward.js';
import type { SuspendedCode } from './code.js';
import { endOfBody } from './end-of-body.js';
import { defaultLimits, limitReached } from './limits.js';
import type { SuspendedInstance } from './suspended-instance.js';
import { isCanceled, waitsForUndo } from './suspended-instance.js';

export interface Consequence {
  readonly events: readonly EventBody[];
  /** To be run once the turn is durable. */
  readonly effect?: EffectCall;
}

/** What is to be recorded next, following from what is recorded and what the code decided; nothing when the instance waits. */
export function nextConsequence(instance: SuspendedInstance, at: number): Consequence | undefined {
  const { state, code } = instance;
  if (state.phase === 'undo') {
    const undo = progressUndo(state);
    return undo === undefined ? undefined : one(undo);
  }
  if (state.phase !== 'forward') return undefined;
  if (state.abandoned !== undefined) return one(endForward(instance, state.abandoned));
  if (standsStill(state)) return undefined;
  const { cancel } = state;
  if (cancel !== undefined) for (const key of state.toCancel) return one(giveUp(state, key, cancel.compensate));
  const undo = progressScopes(state);
  if (undo !== undefined) return one(undo);
  if (code.kind === 'suspended') {
    const shown = code.body.shown.next(state);
    if (shown !== undefined) return one(shown);
    const reached = limitReached(state, code, instance.evaluation.limits ?? defaultLimits);
    if (reached !== undefined) return one(reached);
    const decided = nextDecision(instance, code, at);
    if (decided !== undefined) return decided;
  }
  // The code hears of it when nothing that it decided is left to record, as of every input.
  const undone = scopeUndone(state);
  if (undone !== undefined) return one(undone);
  for (const activityId of state.refused) return one(refusal(state, activityId));
  return undefined;
}

function nextDecision(instance: SuspendedInstance, code: SuspendedCode, at: number): Consequence | undefined {
  const { state } = instance;
  const { decided, body } = code;
  const decision = decided[0];
  if (decision === undefined) return undefined;
  if (waitsForUndo(state, decision)) return undefined;
  if (decision.kind === 'return' || decision.kind === 'throw') {
    const end = endOfBody(state, body.definition, decision);
    if (end.kind === 'failed') return one(endForward(instance, end.end));
    decided.shift();
    if (end.event.type === 'SagaCompleted') instance.code = { kind: 'over' };
    return one(end.event);
  }
  if (decision.kind === 'continue-as-new') {
    if (isCanceled(state)) return one(endForward(instance, canceledEnd(state.cancel!)));
    for (const key of openForward(state)) return one(giveUp(state, key, true));
    return { events: continueAsNew(state, body, decision) };
  }
  if (decision.kind === 'undo-scope') return one(undoScope(state, decided, decision));
  decided.shift();
  const event = recordDecision(decision, at, body.definition.options.activityDefaults);
  if (event.type === 'EffectScheduled') return { events: [event], effect: body.asked.effects.get(event.effectId)! };
  const began = beganBy(event);
  if (began === undefined || body.asked.waits.has(`activity:${began}`)) return one(event);
  // Cancelled after it was asked for and before it was recorded: it never leaves.
  return { events: [event, neverLeaves(event, began)] };
}

/** What is still open inside the scope is given up, one by one; then comes its plan. */
function undoScope(
  state: InstanceState,
  decided: Decision[],
  { scope, error }: Extract<Decision, { kind: 'undo-scope' }>,
): EventBody {
  for (const key of openForward(state)) {
    if (isInside(state.activities.get(key)!.scheduled.scope, scope)) return giveUp(state, key, true);
  }
  decided.shift();
  return planScope(state, scope, error);
}

/** What is still open is given up, one by one; then comes the plan. */
function endForward(instance: SuspendedInstance, end: FailedEnd): EventBody {
  for (const key of openForward(instance.state)) return giveUp(instance.state, key, end.compensate);
  instance.code = { kind: 'over' };
  return planCompensation(instance.state, end);
}

function neverLeaves(event: EventBody, began: string): EventBody {
  return event.type === 'ChildStarted'
    ? { type: 'ChildGivenUp', childId: began, outcome: 'none' }
    : { type: 'ActivityCanceled', activityId: began, operation: 'execute', outcome: 'none' };
}

function refusal({ activities }: InstanceState, activityId: string): EventBody {
  const message = `the input of ${activityId} is over ${payloadLimit} bytes`;
  const error = { type: 'PAYLOAD_TOO_LARGE', message, activityId };
  const ended = { operation: 'execute', outcome: 'none', error } as const;
  return activities.get(activityId)?.scheduled.work.kind === 'child'
    ? { type: 'ChildFailed', childId: activityId, status: 'rejected', ...ended }
    : { type: 'ActivityFailed', activityId, ...ended };
}

function one(event: EventBody): Consequence {
  return { events: [event] };
}
