import { createRequire } from 'node:module';
import type { ReadableObject } from '@skald/runtime';
import { readAsRequest, readAsResult } from '@skald/runtime';
import type { HttpAnswers } from './answers.js';

/** Shapes of HTTP bodies as JSON Schema: what is sent comes from its reader, what is answered from its types. */

interface Body extends ReadableObject {
  readonly type: 'object';
}

const { $defs: answers } = createRequire(import.meta.url)('@skald/contracts/schemas/v1/http-answers.schema.json') as {
  readonly $defs: Readonly<Record<string, object>>;
};

/** What the route or a header says, and what is not for callers of HTTP. */
const elsewhere = ['namespace', 'workflowId', 'saga', 'name', 'replyTo', 'parent', 'activityId'];

function body({ properties, required }: ReadableObject, own: readonly string[] = []): Body {
  const inBody = (field: string): boolean => own.includes(field) || !elsewhere.includes(field);
  const kept = Object.entries(properties).filter(([field]) => inBody(field));
  return { type: 'object', properties: Object.fromEntries(kept), required: required.filter(inBody) };
}

/** The instance is looked at for what is left out. */
function report(read: ReadableObject): Body {
  const { properties, required } = body(read);
  const present = ['run', 'operation', 'attempt'];
  const eased = Object.entries(properties).map(([field, shape]) => [
    field,
    present.includes(field) ? { ...shape, description: 'Left out: the present one.' } : shape,
  ]);
  return {
    type: 'object',
    properties: Object.fromEntries(eased) as Body['properties'],
    required: required.filter((field) => !present.includes(field)),
  };
}

function start(): Body {
  const { properties, required } = body(readAsRequest('start'), ['workflowId']);
  const description = 'Chosen by the caller, it makes a repeated start harmless. Left out: a new one.';
  return {
    type: 'object',
    properties: { ...properties, workflowId: { ...properties['workflowId'], description } },
    required: required.filter((field) => field !== 'workflowId'),
  };
}

const bodies = {
  Start: start(),
  Signal: body(readAsRequest('signal')),
  Cancel: body(readAsRequest('cancel')),
  Reason: body(readAsRequest('terminate')),
  Operator: body(readAsRequest('retry'), ['activityId']),
  Completion: report(readAsResult('completed')),
  Failure: report(readAsResult('failed')),
};

export type ShapeName = keyof typeof bodies | keyof HttpAnswers;

export const openApiSchemas = inComponents({ ...answers, ...bodies }) as Readonly<Record<string, object>>;

/** Where OpenAPI keeps what is referred to. */
function inComponents(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(inComponents);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [
    key,
    key === '$ref' ? String(value).replace('#/$defs/', '#/components/schemas/') : inComponents(value),
  ]);
  return Object.fromEntries(entries) as object;
}
