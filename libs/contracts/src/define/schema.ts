import type { StandardSchemaV1 } from '@standard-schema/spec';
import { shown } from './shown.js';

/** Any Standard Schema (zod, valibot, arktype …) that validates synchronously. */
export type Schema<T = unknown> = StandardSchemaV1<unknown, T>;

export type SchemaOutput<S extends Schema> = StandardSchemaV1.InferOutput<S>;

export type Validation<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly path: string; readonly message: string };

/** @throws TypeError naming what has no schema, where it is declared: not by the first value that comes. */
export function requireSchema(given: unknown, field: string): void {
  const schema = given as { readonly '~standard'?: { readonly validate?: unknown } } | null | undefined;
  if (typeof schema?.['~standard']?.validate === 'function') return;
  throw new TypeError(`${field}: ${shown(given)} is no schema; any Standard Schema is one, such as z.object({ … })`);
}

/** Runs a schema once. `path` is a JSON pointer to the first value that does not fit. */
export function validate<T>(schema: Schema<T>, value: unknown): Validation<T> {
  const result = schema['~standard'].validate(value);
  if (result instanceof Promise) {
    // Nobody waits for it: that it fails as well must not end the process.
    result.catch(() => undefined);
    throw new TypeError('schemas must validate synchronously: this one returned a promise');
  }
  if (result.issues === undefined) return { ok: true, value: result.value };
  const issue = result.issues[0];
  return { ok: false, path: pointer(issue?.path ?? []), message: issue?.message ?? 'invalid' };
}

function pointer(path: ReadonlyArray<PropertyKey | StandardSchemaV1.PathSegment>): string {
  return path
    .map((segment) => (typeof segment === 'object' ? segment.key : segment))
    .map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
