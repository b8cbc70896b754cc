import type { Json } from '@skald/contracts';

/** A JSON Schema, as far as it is understood here. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

const strings = ['a', 'ä 日 😀', '$set', 'a.b', '0', ' ', '"\\/', 'x'.repeat(300)];
const keys = ['key', '$set', 'a.b', '', '日', 'constructor'];

/** Draws values that fit a JSON Schema, awkward ones often. */
export class ValuesOf {
  constructor(
    private readonly root: JsonSchema,
    private readonly random: () => number,
  ) {}

  draw(schema: JsonSchema = this.root, depth = 0): Json {
    if ('const' in schema) return schema['const'] as Json;
    if (Array.isArray(schema['enum'])) return this.one(schema['enum'] as Json[]);
    if (Array.isArray(schema['examples'])) return this.one(schema['examples'] as Json[]);
    const union = (schema['anyOf'] ?? schema['oneOf']) as readonly JsonSchema[] | undefined;
    if (union !== undefined) return this.draw(this.one(union), depth);
    if (typeof schema['$ref'] === 'string') return this.draw(this.at(schema['$ref']), depth);
    if (Array.isArray(schema['allOf'])) {
      return this.draw(Object.assign({}, ...(schema['allOf'] as JsonSchema[])) as JsonSchema, depth);
    }
    const { type } = schema;
    return this.ofType(Array.isArray(type) ? this.one(type as unknown[]) : type, schema, depth);
  }

  private ofType(type: unknown, schema: JsonSchema, depth: number): Json {
    switch (type) {
      case 'string':
        return this.text(schema);
      case 'integer':
        return Math.round(this.number(schema));
      case 'number':
        return this.number(schema);
      case 'boolean':
        return this.random() < 0.5;
      case 'null':
        return null;
      case 'array':
        return this.list(schema, depth);
      case 'object':
        return this.object(schema, depth);
      default:
        // Anything is allowed.
        return this.one<Json>([null, true, -1.5, 'any', [], { $set: { 'a.b': [null] } }]);
    }
  }

  private text({ minLength = 0, maxLength = Infinity, format, pattern }: JsonSchema): string {
    if (format === 'date-time') return this.one(['2026-01-01T00:00:00.000Z', '1999-12-31T23:59:59.999Z']);
    if (format === 'date') return '2026-02-28';
    if (format === 'email') return 'ana@example.org';
    if (format === 'uuid') return '00000000-0000-4000-8000-000000000001';
    if (format === 'uri') return 'https://example.org/a?b=c';
    if (typeof pattern === 'string')
      throw new TypeError(`a value for the pattern ${pattern} cannot be drawn: give examples`);
    const drawn = this.one(strings).padEnd(Number(minLength), 'z');
    return drawn.length <= Number(maxLength) ? drawn : 'z'.repeat(Number(maxLength));
  }

  private number(schema: JsonSchema): number {
    const above = schema['exclusiveMinimum'] === undefined ? undefined : Number(schema['exclusiveMinimum']) + 1;
    const below = schema['exclusiveMaximum'] === undefined ? undefined : Number(schema['exclusiveMaximum']) - 1;
    const low = above ?? Number(schema['minimum'] ?? -1e6);
    const high = below ?? Number(schema['maximum'] ?? Math.max(low, 1e6));
    return this.one([low, high, low + (high - low) * this.random()]);
  }

  private list({ items, prefixItems, minItems = 0, maxItems = 3 }: JsonSchema, depth: number): Json[] {
    if (Array.isArray(prefixItems)) return (prefixItems as JsonSchema[]).map((item) => this.draw(item, depth + 1));
    const most = depth > 3 ? Number(minItems) : Math.max(Number(minItems), Math.min(3, Number(maxItems)));
    const length = Number(minItems) + Math.floor(this.random() * (most - Number(minItems) + 1));
    return Array.from({ length }, () => this.draw((items ?? {}) as JsonSchema, depth + 1));
  }

  private object({ properties = {}, required = [], additionalProperties }: JsonSchema, depth: number): Json {
    const drawn = Object.entries(properties as Readonly<Record<string, JsonSchema>>)
      .filter(([key]) => (required as string[]).includes(key) || (depth <= 3 && this.random() < 0.5))
      .map(([key, schema]) => [key, this.draw(schema, depth + 1)] as const);
    const open = typeof additionalProperties === 'object' && additionalProperties !== null && depth <= 3;
    const more = open ? [[this.one(keys), this.draw(additionalProperties as JsonSchema, depth + 1)] as const] : [];
    return Object.fromEntries([...more, ...drawn]);
  }

  private at(reference: string): JsonSchema {
    const path = reference.replace(/^#\/?/, '').split('/').filter(Boolean);
    return path.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], this.root) as JsonSchema;
  }

  private one<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)]!;
  }
}
