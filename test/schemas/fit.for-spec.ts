import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { folder } from './schemas.ts';

const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a value under the published schema of this name; undefined: nothing. */
export function misfit(schema: string, value: unknown): string | undefined {
  let validate = compiled.get(schema);
  if (validate === undefined) {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    validate = ajv.compile(JSON.parse(readFileSync(join(folder, `${schema}.schema.json`), 'utf8')) as object);
    compiled.set(schema, validate);
  }
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  return `${schema}${error?.instancePath ?? ''} ${error?.message ?? 'does not fit'} in ${JSON.stringify(value)}`;
}
