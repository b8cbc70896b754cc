import { requireActivityName, requireQueue } from '../identity/names.js';
import type { ActivityDefaults } from './activity-defaults.js';
import { checkActivityDefaults } from './activity-defaults.js';
import type { Schema, SchemaOutput } from './schema.js';
import { requireSchema } from './schema.js';
import { shown } from './shown.js';

export interface ActivityDefinition<I extends Schema, O extends Schema, C extends boolean> extends ActivityDefaults {
  readonly input: I;
  readonly output: O;
  /** Error types that are certain refusals: never retried, and nothing happened. */
  readonly errors?: readonly string[];
  readonly compensable?: C;
  /** The activity class; by default what stands before the first dot of the name. */
  readonly queue?: string | ((input: SchemaOutput<I>) => string);
}

/** A unit of work outside, as both sides know it. */
export interface ActivityContract<I = any, O = any, C extends boolean = boolean> {
  readonly kind: 'activity';
  readonly name: string;
  readonly input: Schema<I>;
  readonly output: Schema<O>;
  readonly errors: readonly string[];
  readonly compensable: C;
  readonly options: ActivityDefaults;
  /** Of every call; undefined: the input decides. */
  readonly queue: string | undefined;
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
 * @throws TypeError naming the schema that is none, or the option that is out of range.
 */
export function defineActivity<I extends Schema, O extends Schema, C extends boolean = false>(
  name: string,
  definition: ActivityDefinition<I, O, C>,
): ActivityContract<SchemaOutput<I>, SchemaOutput<O>, C> {
  requireActivityName(name);
  const { input, output, errors = [], compensable, queue, ...options } = definition;
  const field = `activity ${name}`;
  requireSchema(input, `${field}: input`);
  requireSchema(output, `${field}: output`);
  if (!isListOfTexts(errors)) throw new TypeError(`${field}: errors: ${shown(errors)} is not a list of error types`);
  if (!['boolean', 'undefined'].includes(typeof compensable))
    throw new TypeError(`${field}: compensable: ${shown(compensable)} is not true or false`);
  checkActivityDefaults(options, field);
  const fixed = typeof queue === 'function' ? undefined : requireQueue(queue ?? name.split('.', 1)[0]!);
  return Object.freeze({
    kind: 'activity',
    name,
    input: input as Schema<SchemaOutput<I>>,
    output: output as Schema<SchemaOutput<O>>,
    errors: Object.freeze([...errors]),
    compensable: (compensable ?? false) as C,
    options: Object.freeze(options),
    queue: fixed,
    queueFor: typeof queue === 'function' ? (value: SchemaOutput<I>) => requireQueue(queue(value)) : () => fixed!,
  });
}

const isListOfTexts = (given: unknown): boolean =>
  Array.isArray(given) && given.every((one) => typeof one === 'string' && one !== '');
