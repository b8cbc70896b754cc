import { requireActivityName, requireQueue } from '../identity/names.js';
import type { Duration } from './duration.js';
import { milliseconds } from './duration.js';
import type { RetryOptions } from './retry-policy.js';
import { defaultCompensationRetry, defaultRetry, retryPolicy } from './retry-policy.js';
import type { Schema, SchemaOutput } from './schema.js';

/** What happens to an activity whose outcome is unknown when the saga is undone. */
export type InDoubtPolicy = 'compensate' | 'skip' | 'ask';

export interface CompensationOptions {
  readonly retry?: RetryOptions;
  /** Of one attempt. */
  readonly timeout?: Duration;
}

export interface ActivityDefinition<I extends Schema, O extends Schema, C extends boolean> {
  readonly input: I;
  readonly output: O;
  /** Error types that are certain refusals: never retried, and nothing happened. */
  readonly errors?: readonly string[];
  readonly compensable?: C;
  readonly retry?: RetryOptions;
  /** Of one attempt, kept by the participant. */
  readonly timeout?: Duration;
  /** Of the whole activity with all its attempts, kept by the coordinator. */
  readonly deadline?: Duration;
  /** How long a command may wait for a participant to start it. */
  readonly scheduleToStart?: Duration;
  /** The longest silence of a participant that heartbeats. */
  readonly heartbeat?: Duration;
  /** When a wait for this activity has lasted so long it is told, once; nothing else happens. */
  readonly escalateAfter?: Duration;
  /** The activity class; by default what stands before the first dot of the name. */
  readonly queue?: string | ((input: SchemaOutput<I>) => string);
  readonly inDoubt?: InDoubtPolicy;
  readonly compensation?: CompensationOptions;
}

/** A unit of work outside, as both sides know it. */
export interface ActivityContract<I = any, O = any, C extends boolean = boolean> {
  readonly kind: 'activity';
  readonly name: string;
  readonly input: Schema<I>;
  readonly output: Schema<O>;
  readonly errors: readonly string[];
  readonly compensable: C;
  readonly options: Pick<
    ActivityDefinition<Schema, Schema, boolean>,
    'retry' | 'timeout' | 'deadline' | 'scheduleToStart' | 'heartbeat' | 'escalateAfter' | 'inDoubt' | 'compensation'
  >;
  /** The queue of a call with this input. */
  queueFor(input: I): string;
}

/** What an undo is told of the forward activity. */
export type Forward<A> =
  A extends ActivityContract<infer I, infer O, true>
    ? { readonly input: I } & ({ readonly outcome: 'completed'; readonly output: O } | { readonly outcome: 'unknown' })
    : never;

/**
 * Declares an activity under a dotted name, `payments.charge`.
 * @throws TypeError naming the option that is out of range.
 */
export function defineActivity<I extends Schema, O extends Schema, C extends boolean = false>(
  name: string,
  definition: ActivityDefinition<I, O, C>,
): ActivityContract<SchemaOutput<I>, SchemaOutput<O>, C> {
  requireActivityName(name);
  const { input, output, errors = [], compensable, queue, ...options } = definition;
  const field = `activity ${name}`;
  retryPolicy(options.retry ?? {}, defaultRetry, `${field}: retry`);
  retryPolicy(options.compensation?.retry ?? {}, defaultCompensationRetry, `${field}: compensation.retry`);
  for (const key of ['timeout', 'deadline', 'scheduleToStart', 'heartbeat', 'escalateAfter'] as const) {
    const value = options[key];
    if (value !== undefined) milliseconds(value, `${field}: ${key}`);
  }
  if (options.compensation?.timeout !== undefined) {
    milliseconds(options.compensation.timeout, `${field}: compensation.timeout`);
  }
  const fixedQueue = typeof queue === 'string' ? requireQueue(queue) : name.split('.', 1)[0]!;
  return Object.freeze({
    kind: 'activity',
    name,
    input: input as Schema<SchemaOutput<I>>,
    output: output as Schema<SchemaOutput<O>>,
    errors: Object.freeze([...errors]),
    compensable: (compensable ?? false) as C,
    options: Object.freeze(options),
    queueFor: (value: SchemaOutput<I>) => (typeof queue === 'function' ? requireQueue(queue(value)) : fixedQueue),
  });
}
