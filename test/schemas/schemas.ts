import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { createGenerator, type Schema } from 'ts-json-schema-generator';

/** Version of what crosses process boundaries; within it, messages and events change only additively. */
const version = 'v1';
const root = join(import.meta.dirname, '..', '..');
export const folder = join(root, 'libs', 'contracts', 'schemas', version);

interface Published {
  readonly type: string;
  /** What a sender may leave out: the reader has a default, or knows it from the key. */
  readonly optional?: readonly string[];
}

/** Where the types are. */
const sources = 'libs/{contracts/src/messages/*,engine/src/history/*,nest/src/http/answers}.ts';

/** What is described, and the type that says so. */
const published: Readonly<Record<string, Published>> = {
  request: { type: 'SagaRequest', optional: ['namespace', 'workflowId', 'input', 'payload'] },
  reply: { type: 'Reply' },
  command: { type: 'Command' },
  result: { type: 'SagaResult', optional: ['namespace', 'workflowId', 'output'] },
  'event-record': { type: 'EventRecord' },
  turn: { type: 'Turn' },
  'http-answers': { type: 'HttpAnswers' },
};

/** The text of every schema by its file name, from the TypeScript types. */
export async function schemas(): Promise<Map<string, string>> {
  const style = await resolveConfig(join(folder, 'request.schema.json'));
  const generator = createGenerator({
    path: join(root, sources),
    tsconfig: join(root, 'tsconfig.eslint.json'),
    additionalProperties: true,
    skipTypeCheck: true,
    topRef: false,
    sortProps: true,
  });
  const texts = new Map<string, string>();
  for (const [name, { type, optional = [] }] of Object.entries(published)) {
    const json = JSON.stringify(schemaOf(name, type, generator.createSchema(type), optional));
    texts.set(`${name}.schema.json`, await format(json, { ...style, parser: 'json' }));
  }
  return texts;
}

function schemaOf(name: string, title: string, generated: Schema, optional: readonly string[]): object {
  const { definitions = {}, description, ...schema } = generated;
  relax(schema, definitions as Record<string, Schema>, optional);
  const { $schema: _draft7, ...shape } = modern(schema) as Record<string, unknown>;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:skald:${version}:${name}`,
    title,
    description,
    ...shape,
    $defs: modern(definitions),
  };
}

/** Of each message in a union of unions. */
function relax(schema: Schema, definitions: Readonly<Record<string, Schema>>, optional: readonly string[]): void {
  if (schema.required !== undefined) schema.required = schema.required.filter((field) => !optional.includes(field));
  for (const branch of schema.anyOf ?? []) {
    const target = definitions[(branch as Schema).$ref?.replace('#/definitions/', '') ?? ''];
    if (target !== undefined) relax(target, definitions, optional);
  }
}

/** As draft 2020-12 writes it. An event has its type for a title. */
function modern(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(modern);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { properties } = schema as { properties?: { type?: { const?: unknown } } };
  const title = properties?.type?.const;
  const entries = Object.entries(schema).map(([key, value]) => [
    key,
    key === '$ref' ? String(value).replace('#/definitions/', '#/$defs/') : modern(value),
  ]);
  return { ...(typeof title === 'string' && { title }), ...(Object.fromEntries(entries) as object) };
}
