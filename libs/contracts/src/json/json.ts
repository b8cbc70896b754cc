export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Objects and arrays inside one another; deeper values are refused, so that every store can hold them. */
export const maxJsonDepth = 64;

/** A value that JSON cannot carry, with the JSON pointer to it. */
export class NotJsonError extends TypeError {
  override readonly name = 'NotJsonError';
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path === '' ? 'the value' : path} ${reason}`);
  }
}

/**
 * A deep copy as JSON would carry it: what live code receives is what replay will receive.
 * `toJSON` is honoured, properties that are undefined are left out.
 * @throws NotJsonError for what JSON would lose or change: NaN, bigint, functions, symbols, cycles, holes, Map, Set,
 *   Promise, Error and their kind, dates that are none.
 */
export function toJson(value: unknown): Json {
  return copy(value, '', 0);
}

function copy(value: unknown, path: string, depth: number): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new NotJsonError(path, `is ${value}, which JSON cannot carry`);
      return Object.is(value, -0) ? 0 : value;
    case 'object':
      return value === null ? null : copyObject(value, path, depth);
    case 'undefined':
      if (path === '') return null;
      throw new NotJsonError(path, 'is undefined');
    default:
      throw new NotJsonError(path, `is a ${typeof value}, which JSON cannot carry`);
  }
}

/** By their tags, which also tell those of another realm. Whoever has a `toJSON` of its own says what becomes of it. */
const emptied = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'Promise', 'Error', 'RegExp', 'ArrayBuffer']);
const changed = new Set(['Number', 'String', 'Boolean']);

function mustSurvive(value: object, path: string): void {
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1);
  if (tag === 'Date' && Number.isNaN(Number(value))) throw new NotJsonError(path, 'is a date that is none');
  if ('toJSON' in value) return;
  const what = `is ${/^[AE]/.test(tag) ? 'an' : 'a'} ${tag}`;
  if (emptied.has(tag)) throw new NotJsonError(path, `${what}, which JSON would empty`);
  if (changed.has(tag) || ArrayBuffer.isView(value)) throw new NotJsonError(path, `${what}, which JSON would change`);
}

function copyObject(value: object, path: string, depth: number): Json {
  if (depth >= maxJsonDepth) throw new NotJsonError(path, `is nested deeper than ${maxJsonDepth} levels, or a cycle`);
  if (Array.isArray(value)) return Array.from(value, (item, i) => copy(item, `${path}/${i}`, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) mustSurvive(value, path);
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return copy((value.toJSON as () => unknown)(), path, depth + 1);
  }
  const result: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[key];
    if (item === undefined) continue;
    const json = copy(item, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1);
    if (key === '__proto__')
      Object.defineProperty(result, key, { value: json, enumerable: true, configurable: true, writable: true });
    else result[key] = json;
  }
  return result;
}
