import specifications from '@asyncapi/specs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
formats.default(ajv);
const fits = ajv.compile(specifications.schemasWithoutId['3.0.0'] as object);

/** What is wrong with an AsyncAPI document that stands in a folder: against the official schema, or a reference to nothing. */
export function flawsOf(text: string, folder: string): string[] {
  const document = parse(text) as object;
  const misfits = fits(document)
    ? []
    : (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  const dead = [...references(document)].filter((ref) => !exists(ref, document, folder));
  return [...misfits, ...dead.map((ref) => `${ref} refers to nothing`)];
}

function* references(value: unknown): Iterable<string> {
  if (typeof value !== 'object' || value === null) return;
  if ('$ref' in value && typeof value.$ref === 'string') yield value.$ref;
  for (const inner of Object.values(value)) yield* references(inner);
}

function exists(ref: string, document: unknown, folder: string): boolean {
  const [path = '', pointer = ''] = ref.split('#');
  if (path !== '' && !existsSync(join(folder, path))) return false;
  let at: unknown = path === '' ? document : JSON.parse(readFileSync(join(folder, path), 'utf8'));
  for (const segment of pointer.split('/').slice(1)) at = (at as Record<string, unknown> | undefined)?.[segment];
  return at !== undefined;
}
