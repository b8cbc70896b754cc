/** JSON pointer to the first place where two JSON values differ; undefined: they do not. */
export function firstDifference(a: unknown, b: unknown, path = ''): string | undefined {
  if (Object.is(a, b)) return undefined;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return path;
  if (Array.isArray(a) !== Array.isArray(b)) return path;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const at = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!Object.hasOwn(a, key) || !Object.hasOwn(b, key)) return at;
    const below = firstDifference((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], at);
    if (below !== undefined) return below;
  }
  return undefined;
}
