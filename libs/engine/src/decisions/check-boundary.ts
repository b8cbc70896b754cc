import type { Json, Schema } from '@skald/contracts';
import { NotJsonError, toJson, validate } from '@skald/contracts';
import { payloadLimit, tooLarge } from './payload-limit.js';
import type { WithoutEvents } from './verdict.js';
import { refused } from './verdict.js';

type Pointer = '/input' | '/start/input' | '/payload';

type Checked = { readonly kind: 'fits'; readonly json: Json } | WithoutEvents;

/** What comes from outside is checked here, once; `pointer` is its place in the request. */
export function checkBoundary(schema: Schema | undefined, value: Json, pointer: Pointer): Checked {
  if (schema === undefined) return checkSize(value, pointer);
  const checked = validate(schema, value);
  if (!checked.ok) return refused('INVALID_INPUT', checked.message, `${pointer}${checked.path}`);
  try {
    return checkSize(toJson(checked.value), pointer);
  } catch (error) {
    if (error instanceof NotJsonError) return refused('INVALID_INPUT', error.message, `${pointer}${error.path}`);
    throw error;
  }
}

function checkSize(json: Json, pointer: Pointer): Checked {
  if (!tooLarge(json)) return { kind: 'fits', json };
  return refused(
    'PAYLOAD_TOO_LARGE',
    `the ${pointer.slice(pointer.lastIndexOf('/') + 1)} is over ${payloadLimit} bytes`,
    pointer,
  );
}
