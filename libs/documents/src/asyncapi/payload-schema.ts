import type { Schema } from '@skald/contracts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Standard JSON Schema, which zod and others put beside what validates. */
interface Converter {
  readonly jsonSchema?: {
    readonly input: (options: { readonly target: string }) => Record<string, unknown>;
    readonly output: (options: { readonly target: string }) => Record<string, unknown>;
  };
}

/** What a value looks like before its schema ran, or after it. A library that cannot say so describes any value. */
export function payloadSchema(schema: Schema, side: 'input' | 'output'): JsonSchema {
  const { jsonSchema } = schema['~standard'] as Converter;
  try {
    const described = jsonSchema?.[side]({ target: 'draft-2020-12' });
    if (described !== undefined) {
      const { $schema: _draft, ...shape } = described;
      return shape;
    }
  } catch {
    // Not every schema has a JSON Schema: a transformation, a custom check.
  }
  return { description: `Any value: ${schema['~standard'].vendor} gives no JSON Schema of this one.` };
}
