import { sagaStatuses } from '@skald/contracts';
import type { InstanceFilter } from '@skald/ports';
import { z } from 'zod';
import { HttpRefusal } from './http-refusal.js';

const longestList = 200;

const limit = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)
  .refine((count) => count >= 1 && count <= longestList)
  .default(50);

const attributePrefix = 'attributes.';

/** A parameter that is misspelt would else widen the answer without a word. */
const listQuery = z.strictObject({
  saga: z.string().optional(),
  status: z.enum(sagaStatuses).optional(),
  cursor: z.string().optional(),
  limit,
});

const after = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .default(-1);
const historyQuery = z.strictObject({ after, limit });

export type Query = Readonly<Record<string, unknown>>;

/** @throws HttpRefusal naming the parameter */
export function readListQuery(namespace: string, query: Query) {
  const [ofAttributes, others] = split(query, (name) => name.startsWith(attributePrefix));
  const { saga, status, cursor, limit } = parse(listQuery, Object.fromEntries(others));
  const attributes = ofAttributes.map(([name, value]) => ({
    k: name.slice(attributePrefix.length),
    v: attributeValue(name, value),
  }));
  const filter: InstanceFilter = {
    namespace,
    ...(saga !== undefined && { saga }),
    ...(status !== undefined && { status }),
    ...(attributes.length > 0 && { attributes }),
  };
  return { filter, limit, cursor };
}

/** @throws HttpRefusal naming the parameter */
export function readHistoryQuery(query: Query): { readonly after: number; readonly limit: number } {
  return parse(historyQuery, query);
}

function split(query: Query, belongs: (name: string) => boolean) {
  const entries = Object.entries(query);
  return [entries.filter(([name]) => belongs(name)), entries.filter(([name]) => !belongs(name))] as const;
}

function parse<T>(schema: z.ZodType<T>, query: Query): T {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  throw new HttpRefusal(
    'INVALID_INPUT',
    `the parameter ${String(name)} is not allowed: ${issue?.message}`,
    `/${String(name)}`,
  );
}

/** Numbers and booleans as they are written in JSON, everything else is text; `"5"` in quotes is the text 5. */
function attributeValue(name: string, value: unknown): string | number | boolean {
  if (typeof value !== 'string')
    throw new HttpRefusal('INVALID_INPUT', `the parameter ${name} is given twice`, `/${name}`);
  try {
    const json: unknown = JSON.parse(value);
    if (typeof json === 'number' || typeof json === 'boolean' || typeof json === 'string') return json;
  } catch {
    // Text, then.
  }
  return value;
}
