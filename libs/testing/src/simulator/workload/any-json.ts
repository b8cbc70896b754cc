import type { Schema } from '@skald/contracts';

/** Anything that is JSON: what is drawn here is right by construction. */
export function anyJson<T>(): Schema<T> {
  return { '~standard': { version: 1, vendor: 'skald', validate: (value) => ({ value: value as T }) } };
}
