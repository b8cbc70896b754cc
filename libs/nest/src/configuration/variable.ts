import type { z } from 'zod';

/** One environment variable: how its text is read, and what people are told of it. */
export interface Variable<T = unknown> {
  /** Reads the text. What it gives for a missing one is the default; undefined: none. */
  readonly schema: z.ZodType<T, string | undefined>;
  /** What a value must look like: `a whole number from 0 to 65535`. */
  readonly expects: string;
  /** As it stands in the guide. */
  readonly defaultText: string;
  readonly about: string;
  /** Never shown, not even when it is wrong. */
  readonly secret?: true;
}

export function variable<T>(definition: Variable<T>): Variable<T> {
  return definition;
}
