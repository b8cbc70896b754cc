import type { SagaRequest, SagaResult } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';
import { decideCancel, decideTerminate } from './decide-cancel.js';
import { decideChildResult } from './decide-child-result.js';
import { decideEffect } from './decide-effect.js';
import { decideUndo, isMissedCancel, toldToParent } from './decide-for-parent.js';
import { decideOperator } from './decide-operator.js';
import { decidePause, decideResume, decideRevive } from './decide-pause.js';
import { accepted } from './answers.js';
import { decideResult } from './decide-result.js';
import { decideSignal } from './decide-signal.js';
import { decideSignalWithStart } from './decide-signal-with-start.js';
import { decideStart } from './decide-start.js';
import type { Input, InputSource } from './input.js';
import type { Knowledge } from './knowledge.js';
import { startOf } from './start-of.js';
import type { Verdict } from './verdict.js';
import { refused, repeat, repeatWith } from './verdict.js';

/** Turns one input into events, or says why not. Pure; a wake is decided elsewhere, timer by timer. */
export function decideInput(state: InstanceState, input: Exclude<Input, { kind: 'wake' }>, known: Knowledge): Verdict {
  if ('source' in input && input.source !== undefined && isApplied(state, input.source)) return repeat;
  switch (input.kind) {
    case 'request':
      return decideRequest(state, input.request, known);
    case 'result':
      return decideAnyResult(state, input.result, known);
    case 'effect':
      return decideEffect(state, input);
    case 'revive':
      return decideRevive(state);
  }
}

/** A resume of an operator that is not recorded yet. */
export function isFreshResume(state: InstanceState, input: Input): boolean {
  if (input.kind !== 'request' || input.request.type !== 'resume') return false;
  if (input.source !== undefined && isApplied(state, input.source)) return false;
  return input.request.requestId === undefined || !state.requestIds.has(input.request.requestId);
}

function decideAnyResult(state: InstanceState, result: SagaResult, known: Knowledge): Verdict {
  return 'childId' in result ? decideChildResult(state, result) : decideResult(state, result, known);
}

function isApplied(state: InstanceState, source: InputSource): boolean {
  return source.topicEpoch === state.applied.topicEpoch && source.offset <= state.applied[source.stream];
}

function decideRequest(state: InstanceState, request: SagaRequest, known: Knowledge): Verdict {
  const start = startOf(request);
  if (request.type === 'start') return toldToParent(state, request, decideStart(state, request, known));
  if (request.type === 'undo') return toldToParent(state, request, decideUndo(state, request));
  if (isMissedCancel(state, request)) return repeat;
  if (request.type === 'signal' && start !== undefined) return decideSignalWithStart(state, request, start, known);
  if (state.phase === 'absent') return refused('NOT_FOUND', `there is no instance ${request.workflowId}`);
  if (request.requestId !== undefined && state.requestIds.has(request.requestId)) {
    return repeatWith(...accepted(state, request, false));
  }
  switch (request.type) {
    case 'signal':
      return decideSignal(state, request, known);
    case 'cancel':
      return decideCancel(state, request);
    case 'terminate':
      return decideTerminate(state, request);
    case 'retry':
    case 'skip':
    case 'resolve':
      return decideOperator(state, request, known);
    case 'pause':
      return decidePause(state, request);
    case 'resume':
      return decideResume(state, request);
  }
}
