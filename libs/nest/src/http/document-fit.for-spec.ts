import type { ValidateFunction } from 'ajv/dist/2020.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { openApiDocument } from './openapi-document.js';

interface Described {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: { readonly $ref: string } }>>;
}

interface Operation {
  readonly requestBody?: Described;
  readonly responses: Readonly<Record<string, Described>>;
}

const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
for (const keyword of ['openapi', 'info', 'paths', 'components']) ajv.addKeyword(keyword);
ajv.addSchema(openApiDocument, 'http');
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a body that is sent there, under the document; undefined: nothing. */
export function misfitOfBody(method: string, path: string, body: unknown): string | undefined {
  return misfit(operationAt(method, path)?.requestBody, body, `the body of ${method} ${path}`);
}

/** What is wrong with an answer from there; undefined: nothing. */
export function misfitOfAnswer(method: string, path: string, status: number, answer: unknown): string | undefined {
  const operation = operationAt(method, path);
  // What is nowhere described is nowhere.
  if (operation === undefined) return status === 404 ? undefined : `${method} ${path} is not described`;
  return misfit(operation.responses[String(status)], answer, `${status} of ${method} ${path}`);
}

function misfit(described: Described | undefined, value: unknown, what: string): string | undefined {
  if (described === undefined) return `${what} is not described`;
  const whole = described.$ref === undefined ? described : (resolved(described.$ref) as Described);
  const $ref = whole.content?.['application/json']?.schema?.$ref;
  if ($ref === undefined) return undefined;
  const validate = compiled.get($ref) ?? ajv.compile({ $ref: `http${$ref}` });
  compiled.set($ref, validate);
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  return `${what}: ${error?.instancePath ?? ''} ${error?.message ?? 'does not fit'} in ${JSON.stringify(value)}`;
}

function resolved($ref: string): unknown {
  const segments = $ref.replace('#/', '').split('/');
  return segments.reduce<unknown>((at, segment) => (at as Record<string, unknown>)[segment], openApiDocument);
}

function operationAt(method: string, path: string): Operation | undefined {
  const [bare = ''] = path.split('?');
  const found = Object.entries(openApiDocument.paths).find(([template]) =>
    new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(bare),
  );
  return (found?.[1] as Record<string, Operation> | undefined)?.[method.toLowerCase()];
}
