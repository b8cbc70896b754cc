/** What is stored, before it is known to have the shape of T. */
export type Unchecked<T> = { readonly [K in keyof T]: unknown };

export function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export function isInstant(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
