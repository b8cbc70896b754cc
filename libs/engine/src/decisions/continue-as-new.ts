import type { Carried, CarriedActivity, CarriedChild, SagaContinuedAsNew, SagaStarted } from '@skald/contracts';
import { utf8Length } from '@skald/contracts';
import { SagaBug } from '../errors/saga-bug.js';
import type { SagaBody } from '../saga/body.js';
import type { ContinueDecision } from '../saga/decision.js';
import { checkGiven } from '../saga/given.js';
import type { ActivityState } from '../state/activity-state.js';
import { inputOf, isUndoable } from '../state/activity-state.js';
import { instantText } from '../state/instant.js';
import type { InstanceState } from '../state/instance-state.js';
import { openSince } from '../state/open-since.js';
import { payloadLimit, tooLarge } from './payload-limit.js';
import { recentIds } from './recent-ids.js';

/** Leaves room for the first decisions of the next run in the same turn. */
const mostBytes = 600_000;

export type NextRun = readonly [SagaContinuedAsNew, SagaStarted];

/**
 * The end of a run and the start of the next, which takes over what the outside still counts on.
 * @throws SagaBug the input does not fit, or what is carried would not fit into one turn
 */
export function continueAsNew(state: InstanceState, body: SagaBody, decision: ContinueDecision): NextRun {
  const { contract } = body.definition;
  const what = `the input of the next run of ${contract.name}`;
  const input = checkGiven(contract.input, decision.input, what);
  if (tooLarge(input)) throw new SagaBug('INVALID_INPUT', `${what} is over ${payloadLimit} bytes`);
  const before = state.started!;
  const version = decision.version ?? before.version;
  const continued: SagaContinuedAsNew = { type: 'SagaContinuedAsNew', input, version, carried: carriedBy(state, body) };
  if (utf8Length(JSON.stringify(continued)) > mostBytes) {
    const { signals, undo } = continued.carried;
    const contents = `${signals.length} unread signals and ${undo.length} activities that may have to be undone`;
    const advice = 'take signals, or pass the pivot, before ctx.continueAsNew';
    throw new SagaBug('HISTORY_TOO_LARGE', `the next run would carry over ${mostBytes} bytes: ${contents}; ${advice}`);
  }
  const {
    deadline,
    escalateAt,
    openSince: _,
    recent: __,
    beginAt: ___,
    signaled: ____,
    attributes: _____,
    ...kept
  } = before;
  const { attributes } = state;
  const started: SagaStarted = {
    ...kept,
    version,
    input,
    ...(deadline === undefined || state.sagaDeadline === undefined ? {} : { deadline }),
    ...(escalateAt === undefined || state.escalateAt === undefined
      ? {}
      : { escalateAt, openSince: instantText(openSince(state)) }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    continued: true,
    recent: recentIds(state),
  };
  return [continued, started];
}

function carriedBy(state: InstanceState, body: SagaBody): Carried {
  const { pivotPassed, listeners, view } = state;
  return {
    signals: body.asked.inbox.unreadSignals,
    undo: pivotPassed ? [] : [...state.activities.values()].filter(isUndoable).map(carriedActivity),
    pivotPassed,
    ...(view === undefined ? {} : { view }),
    listeners: [...listeners],
  };
}

function carriedActivity(activity: ActivityState): CarriedActivity | CarriedChild {
  const { activityId, run, scheduled, forward, known, output } = activity;
  const { work, ...terms } = scheduled;
  const { attempt } = forward;
  switch (work.kind) {
    case 'activity': {
      const { activity: name, queue, deadline } = work;
      const asked = {
        activityId,
        operation: 'execute',
        activity: name,
        queue,
        deadline,
        ...terms,
        input: inputOf(activity),
      } as const;
      return { run, scheduled: asked, attempt, ...(known ? { output: output ?? null } : {}) };
    }
    case 'child': {
      const { kind: _, ...asked } = work;
      const scope = terms.scope === undefined ? {} : { scope: terms.scope };
      return { run, started: { childId: activityId, ...asked, ...scope }, attempt, ...(known ? { output: null } : {}) };
    }
  }
}
