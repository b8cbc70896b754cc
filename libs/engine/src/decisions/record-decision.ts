import type { ActivityScheduled, EventBody, Json, RecordedCompensation } from '@skald/contracts';
import {
  defaultCompensationRetry,
  defaultRetry,
  milliseconds,
  NotJsonError,
  retryPolicy,
  toJson,
  utf8Length,
  validate,
} from '@skald/contracts';
import { assertNever } from '../errors/assert-never.js';
import { SagaBug } from '../errors/saga-bug.js';
import type { Decision } from '../saga/decision.js';
import { instantText } from '../state/instant.js';

export type MadeDecision = Exclude<Decision, { kind: 'return' | 'throw' }>;

/** How large the JSON of one payload may be, in bytes of UTF-8. */
export const payloadLimit = 262_144;

/** Of the whole activity with all its attempts, when nothing else is said. */
export const defaultDeadlineMs = 24 * 3_600_000;

/**
 * Checks a decision at the boundary, once and live, and makes it an event.
 * @throws SagaBug when saga code asked for what its contract forbids: a bug, not a business failure.
 */
export function recordDecision(decision: MadeDecision, at: number): EventBody {
  switch (decision.kind) {
    case 'schedule-activity':
      return scheduleActivity(decision, at);
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
      const json = checkedJson(contract.payload, payload, `domain event ${contract.topic}`);
      if (tooLarge(json))
        throw new SagaBug('INVALID_INPUT', `domain event ${contract.topic}: the payload is over 256 KiB`);
      return { type: 'DomainEventEmitted', topic: contract.topic, payload: json };
    }
    default:
      return assertNever(decision);
  }
}

function scheduleActivity(decision: Extract<Decision, { kind: 'schedule-activity' }>, at: number): ActivityScheduled {
  const { contract, activityId, options, bestEffort } = decision;
  const field = `activity ${contract.name}`;
  const input = checkedJson(contract.input, decision.input, field);
  const fits = !tooLarge(input);
  const length = (name: 'timeout' | 'deadline' | 'scheduleToStart' | 'heartbeat'): number | undefined => {
    const value = options[name] ?? contract.options[name];
    return value === undefined ? undefined : milliseconds(value, `${field}: ${name}`);
  };
  const timeoutMs = length('timeout');
  const scheduleToStartMs = length('scheduleToStart');
  const heartbeatMs = length('heartbeat');
  const compensable = contract.compensable && options.compensate !== false;
  return {
    type: 'ActivityScheduled',
    activityId,
    operation: 'execute',
    activity: contract.name,
    queue:
      typeof options.queue === 'function'
        ? options.queue(decision.input)
        : (options.queue ?? contract.queueFor(decision.input)),
    ...(fits ? { input } : { refused: 'PAYLOAD_TOO_LARGE' as const }),
    retry: retryPolicy({ ...contract.options.retry, ...options.retry }, defaultRetry, `${field}: retry`),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    deadline: instantText(at + (length('deadline') ?? defaultDeadlineMs)),
    ...(scheduleToStartMs === undefined ? {} : { scheduleToStartMs }),
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
    ...(contract.errors.length === 0 ? {} : { errors: contract.errors }),
    ...(compensable ? { compensation: recordedCompensation(decision) } : {}),
    ...(bestEffort ? { bestEffort } : {}),
  };
}

/** Compensation rule 1: with the schedule it is recorded how the activity is undone. */
function recordedCompensation({
  contract,
  options,
}: Extract<Decision, { kind: 'schedule-activity' }>): RecordedCompensation {
  const field = `activity ${contract.name}: compensation`;
  const { retry, timeout } = contract.options.compensation ?? {};
  const limit = timeout ?? contract.options.timeout;
  return {
    retry: retryPolicy(retry ?? {}, defaultCompensationRetry, `${field}.retry`),
    ...(limit === undefined ? {} : { timeoutMs: milliseconds(limit, `${field}.timeout`) }),
    inDoubt: options.inDoubt ?? contract.options.inDoubt ?? 'compensate',
  };
}

function checkedJson(schema: Parameters<typeof validate>[0], value: unknown, field: string): Json {
  const checked = validate(schema, value);
  if (!checked.ok) throw new SagaBug('INVALID_INPUT', `${field}: ${checked.path || 'the value'}: ${checked.message}`);
  try {
    return toJson(checked.value);
  } catch (error) {
    if (error instanceof NotJsonError) throw new SagaBug('INVALID_INPUT', `${field}: ${error.message}`);
    throw error;
  }
}

export function tooLarge(json: Json | undefined): boolean {
  return json !== undefined && utf8Length(JSON.stringify(json)) > payloadLimit;
}
