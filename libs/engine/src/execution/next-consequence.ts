import type { EventBody } from '@skald/contracts';
import { cancelActivity } from '../decisions/cancel-activity.js';
import { payloadLimit } from '../decisions/payload-limit.js';
import { planCompensation } from '../decisions/plan-compensation.js';
import { progressUndo } from '../decisions/progress-undo.js';
import { recordDecision } from '../decisions/record-decision.js';
import { SagaBug } from '../errors/saga-bug.js';
import { SagaFailure } from '../errors/saga-failure.js';
import { defaultHistoryLimits } from '../replay/evaluation.js';
import type { FailedEnd } from '../state/instance-state.js';
import { standsStill } from '../state/instance-state.js';
import type { SuspendedCode } from './code.js';
import { endOfBody } from './end-of-body.js';
import type { SuspendedInstance } from './suspended-instance.js';

/** What is to be recorded next, following from what is recorded and what the code decided; nothing when the instance waits. */
export function nextConsequence(instance: SuspendedInstance, at: number): EventBody[] | undefined {
  const { state, code } = instance;
  if (state.phase === 'undo') return listed(progressUndo(state));
  if (state.phase !== 'forward') return undefined;
  if (state.abandoned !== undefined) return [endForward(instance, state.abandoned)];
  if (standsStill(state)) return undefined;
  for (const activityId of state.toCancel) return [cancelActivity(state, activityId)];
  if (code.kind === 'suspended') {
    checkLength(instance, code);
    const decided = nextDecision(instance, code, at);
    if (decided !== undefined) return decided;
  }
  for (const activityId of state.refused) return [refusal(activityId)];
  return undefined;
}

function nextDecision(instance: SuspendedInstance, code: SuspendedCode, at: number): EventBody[] | undefined {
  const { state } = instance;
  const { decided, body } = code;
  const decision = decided[0];
  if (decision === undefined) return undefined;
  if (decision.kind === 'return' || decision.kind === 'throw') {
    const end = endOfBody(state, body.definition, decision);
    if (end.kind === 'failed') return [endForward(instance, end.end)];
    decided.shift();
    if (end.event.type === 'SagaCompleted') instance.code = { kind: 'over' };
    return [end.event];
  }
  decided.shift();
  const event = recordDecision(decision, at);
  const given =
    event.type === 'ActivityScheduled' && !body.waits.has(`activity:${event.activityId}`)
      ? // Cancelled after it was asked for and before it was recorded: it never leaves.
        [{ type: 'ActivityCanceled', activityId: event.activityId, operation: 'execute', outcome: 'none' } as const]
      : [];
  return [event, ...given];
}

/** What is still open is given up, one by one; then comes the plan. */
function endForward(instance: SuspendedInstance, end: FailedEnd): EventBody {
  for (const activityId of instance.state.open) return cancelActivity(instance.state, activityId);
  instance.code = { kind: 'over' };
  return planCompensation(instance.state, end);
}

function refusal(activityId: string): EventBody {
  const message = `the input of ${activityId} is over ${payloadLimit} bytes`;
  const error = { type: 'PAYLOAD_TOO_LARGE', message, activityId };
  return { type: 'ActivityFailed', activityId, operation: 'execute', outcome: 'none', error };
}

/** A history that grows without end fails its saga. @throws SagaBug past the pivot, where nothing may be undone */
function checkLength({ state, evaluation }: SuspendedInstance, { decided }: SuspendedCode): void {
  const { failAt } = evaluation.historyLimits ?? defaultHistoryLimits;
  if (state.nextIndex < failAt || decided[0]?.kind === 'return' || decided[0]?.kind === 'throw') return;
  const message = `the history of this run has over ${failAt} events`;
  if (state.pivotPassed) throw new SagaBug('HISTORY_TOO_LARGE', message);
  decided.splice(0, decided.length, { kind: 'throw', thrown: new SagaFailure('HISTORY_TOO_LARGE', message) });
}

function listed(event: EventBody | undefined): EventBody[] | undefined {
  return event === undefined ? undefined : [event];
}
