import type { Json, Schema } from '@skald/contracts';
import { NotJsonError, toJson, validate } from '@skald/contracts';
import { recordError } from '../errors/record-error.js';
import { SagaBug } from '../errors/saga-bug.js';

/** A value that saga code gave to `ctx`: what it does to its own copy afterwards changes nothing. */
export type Given =
  /** Live: checked at the call, once. */
  | { readonly kind: 'checked'; readonly json: Json }
  /** On replay: checked only where it turns out not to be recorded yet. */
  | {
      readonly kind: 'replayed';
      readonly value: unknown;
      /** As it was when it was given; undefined when it is no JSON. */
      readonly json: Json | undefined;
    };

export function replayedValue(value: unknown): Given {
  try {
    return { kind: 'replayed', value, json: toJson(value) };
  } catch {
    return { kind: 'replayed', value, json: undefined };
  }
}

/** @throws SagaBug the value does not fit its contract: a bug, not a business failure. */
export function checkGiven(schema: Schema, given: Given, what: string): Json {
  return given.kind === 'checked' ? given.json : checkValue(schema, given.value, what);
}

/** @throws SagaBug */
export function checkValue(schema: Schema, value: unknown, what: string): Json {
  try {
    const checked = validate(schema, value);
    if (!checked.ok) throw new SagaBug('INVALID_INPUT', `${what}: ${checked.path || 'the value'} ${checked.message}`);
    return toJson(checked.value);
  } catch (error) {
    if (error instanceof SagaBug) throw error;
    if (error instanceof NotJsonError) throw new SagaBug('INVALID_INPUT', `${what}: ${error.message}`);
    throw new SagaBug('INVALID_INPUT', `${what}: the schema threw ${recordError(error).message}`);
  }
}
