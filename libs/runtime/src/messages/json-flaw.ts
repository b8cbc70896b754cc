import { maxJsonDepth } from '@skald/contracts';

/** What makes a parsed value unfit to be stored and replayed. */
export interface JsonFlaw {
  /** JSON pointer. */
  readonly path: string;
  readonly detail: string;
}

/** Looks for what JSON text may say but no store or replay carries: too deep, `__proto__`, numbers beyond double. Never recurses deeper than the limit. */
export function jsonFlaw(value: unknown, path = '', depth = 0): JsonFlaw | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? undefined : { path, detail: 'is a number too large to be kept' };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= maxJsonDepth) return { path, detail: `is nested deeper than ${maxJsonDepth} levels` };
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const flaw = jsonFlaw(value[i], '', depth + 1);
      if (flaw !== undefined) return { path: `${path}/${i}${flaw.path}`, detail: flaw.detail };
    }
    return undefined;
  }
  for (const key of Object.keys(value)) {
    const flaw =
      key === '__proto__'
        ? { path: '', detail: 'is a name that is not allowed' }
        : jsonFlaw((value as Record<string, unknown>)[key], '', depth + 1);
    if (flaw !== undefined) return { path: `${path}/${pointerSegment(key)}${flaw.path}`, detail: flaw.detail };
  }
  return undefined;
}

/** The first flaw in one of these fields of a message. */
export function flawIn(body: Readonly<Record<string, unknown>>, fields: readonly string[]): JsonFlaw | undefined {
  for (const field of fields) {
    const flaw = jsonFlaw(body[field], `/${field}`);
    if (flaw !== undefined) return { path: shortPointer(flaw.path), detail: flaw.detail };
  }
  return undefined;
}

/** Answers, headers and logs hold no more. */
const longestPointer = 1_024;

/** The pointer, or where its key is huge that to the innermost value around it that can be said in short. */
export function shortPointer(path: string): string {
  return path.length <= longestPointer ? path : path.slice(0, path.lastIndexOf('/', longestPointer));
}

export function pointerSegment(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
