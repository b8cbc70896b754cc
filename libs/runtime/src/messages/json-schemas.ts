import type { SagaRequest, SagaResult } from '@skald/contracts';
import { z } from 'zod';

import { requestSchemas } from './decode-request.js';
import { resultSchemas } from './decode-result.js';

/** JSON Schema of an object, as far as its fields go. */
export interface ReadableObject {
  readonly properties: Readonly<Record<string, object>>;
  readonly required: readonly string[];
}

/** What is read as a request of this type, the type itself left out. */
export function readAsRequest(type: SagaRequest['type']): ReadableObject {
  return fieldsOf(requestSchemas[type]);
}

/** What is read as a result of this type, its error among its own fields; where that came from left out. */
export function readAsResult(type: Extract<SagaResult['type'], 'completed' | 'failed'>): ReadableObject {
  const { properties, required } = fieldsOf(resultSchemas[type]);
  const { error, ...fields } = properties;
  if (error === undefined) return { properties, required };
  const { cause: _, ...ofError } = (error as ReadableObject).properties;
  return {
    properties: { ...ofError, ...fields },
    required: [...(error as ReadableObject).required, ...required.filter((field) => field !== 'error')],
  };
}

function fieldsOf(schema: z.ZodType): ReadableObject {
  const {
    properties = {},
    required = [],
    $defs = {},
  } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const resolved = Object.entries(properties)
    .filter(([field]) => field !== 'type')
    .map(([field, shape]) => {
      const name = typeof shape === 'object' ? shape.$ref?.replace('#/$defs/', '') : undefined;
      return [field, name === undefined ? shape : $defs[name]];
    });
  return {
    properties: Object.fromEntries(resolved) as Record<string, object>,
    required: required.filter((field) => field !== 'type'),
  };
}
