import type {
  ActivityDefaults,
  EventBody,
  ForwardScheduled,
  Json,
  NearestOptions,
  RecordedCompensation,
} from '@skald/contracts';
import {
  defaultCompensationRetry,
  defaultRetry,
  isName,
  milliseconds,
  nameRule,
  nearest,
  retryPolicy,
  shown,
} from '@skald/contracts';
import { recordError } from '../errors/record-error.js';
import { SagaBug } from '../errors/saga-bug.js';
import type { MadeDecision } from '../saga/decision.js';
import { checkGiven } from '../saga/given.js';
import { instantText } from '../state/instant.js';
import { payloadLimit, tooLarge } from './payload-limit.js';
import { recordChild, recordDetached } from './record-child.js';

/** Of the whole activity with all its attempts, when nothing else is said. */
const defaultDeadlineMs = 24 * 3_600_000;

/** Decisions whose event follows from them alone. */
export type RecordedAsIs = Exclude<MadeDecision, { kind: 'undo-scope' }>;

/**
 * Makes an event of a decision.
 * @throws SagaBug saga code asked for what its contract or an option forbids: a bug, not a business failure.
 */
export function recordDecision(decision: RecordedAsIs, at: number, defaults?: ActivityDefaults): EventBody {
  try {
    return eventOf(decision, at, defaults);
  } catch (error) {
    // Options out of range name their field.
    throw error instanceof TypeError ? new SagaBug('INVALID_INPUT', error.message) : error;
  }
}

function eventOf(decision: RecordedAsIs, at: number, defaults: ActivityDefaults | undefined): EventBody {
  switch (decision.kind) {
    case 'schedule-activity':
      return scheduleActivity(decision, at, defaults);
    case 'cancel-activity':
      return { type: 'ActivityCancelRequested', activityId: decision.activityId };
    case 'start-child':
      return recordChild(decision);
    case 'start-detached':
      return recordDetached(decision);
    case 'start-timer':
      return {
        type: 'TimerStarted',
        timerId: decision.timerId,
        fireAt: instantText(decision.fireAt),
        purpose: 'sleep',
      };
    case 'cancel-timer':
      return { type: 'TimerCanceled', timerId: decision.timerId };
    case 'schedule-effect': {
      const { effectId, name, input } = decision;
      return { type: 'EffectScheduled', effectId, name, ...(input === undefined ? {} : { input }) };
    }
    case 'pass-pivot':
      return { type: 'PivotPassed' };
    case 'emit-domain-event': {
      const { contract, payload } = decision;
      const field = `domain event ${contract.topic}`;
      const json = checkGiven(contract.payload, payload, field);
      if (tooLarge(json)) throw new SagaBug('INVALID_INPUT', `${field}: the payload is over ${payloadLimit} bytes`);
      return { type: 'DomainEventEmitted', topic: contract.topic, payload: json };
    }
  }
}

type Lengths = 'timeout' | 'deadline' | 'scheduleToStart' | 'heartbeat' | 'escalateAfter';
type ScheduleActivity = Extract<MadeDecision, { kind: 'schedule-activity' }>;

function scheduleActivity(
  decision: ScheduleActivity,
  at: number,
  defaults: ActivityDefaults | undefined,
): ForwardScheduled {
  const { contract, activityId, options, bestEffort } = decision;
  const terms = nearest(defaults, contract.options, options);
  const field = `activity ${contract.name}`;
  const input = checkGiven(contract.input, decision.input, field);
  const fits = !tooLarge(input);
  const length = (name: Lengths): number | undefined => {
    const value = terms[name];
    return value === undefined ? undefined : milliseconds(value, `${field}: ${name}`, 'not zero');
  };
  const timeoutMs = length('timeout');
  const scheduleToStartMs = length('scheduleToStart');
  const heartbeatMs = length('heartbeat');
  const escalateAfterMs = length('escalateAfter');
  const compensable = contract.compensable && options.compensate !== false;
  return {
    type: 'ActivityScheduled',
    activityId,
    operation: 'execute',
    activity: contract.name,
    queue: queueOf(decision, input),
    ...(fits ? { input } : { refused: 'PAYLOAD_TOO_LARGE' as const }),
    retry: retryPolicy(terms.retry, defaultRetry, `${field}: retry`),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    deadline: instantText(at + (length('deadline') ?? defaultDeadlineMs)),
    ...(scheduleToStartMs === undefined ? {} : { scheduleToStartMs }),
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
    ...(escalateAfterMs === undefined ? {} : { escalateAfterMs }),
    ...(contract.errors.length === 0 ? {} : { errors: contract.errors }),
    ...(compensable ? { compensation: recordedCompensation(terms, `${field}: compensation`) } : {}),
    ...(decision.scope === undefined ? {} : { scope: decision.scope }),
    ...(bestEffort ? { bestEffort } : {}),
  };
}

/** Compensation rule 1: with the schedule it is recorded how the activity is undone. */
function recordedCompensation({ compensation, timeout, inDoubt }: NearestOptions, field: string): RecordedCompensation {
  const limit = compensation.timeout ?? timeout;
  return {
    retry: retryPolicy(compensation.retry, defaultCompensationRetry, `${field}.retry`),
    ...(limit === undefined ? {} : { timeoutMs: milliseconds(limit, `${field}.timeout`, 'not zero') }),
    inDoubt: inDoubt ?? 'compensate',
  };
}

function queueOf({ contract, options: { queue } }: ScheduleActivity, input: Json): string {
  if (queue === undefined) return chosen(contract.name, () => contract.queueFor(input));
  const name = typeof queue === 'function' ? chosen(contract.name, () => queue(input)) : queue;
  if (!isName('queue', name)) {
    throw new SagaBug('INVALID_INPUT', `activity ${contract.name}: queue ${shown(name)}: use ${nameRule('queue')}`);
  }
  return name;
}

/** By a function of the author. */
function chosen<T>(activity: string, queue: () => T): T {
  try {
    return queue();
  } catch (error) {
    throw new SagaBug('INVALID_INPUT', `activity ${activity}: its queue cannot be told: ${recordError(error).message}`);
  }
}
