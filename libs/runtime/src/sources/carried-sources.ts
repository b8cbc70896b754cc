import type { Source } from './source.js';

const carried = new WeakMap<object, readonly Source[]>();

/** Writes a source down at a class, before those that it carries already: decorators apply from the bottom up. */
export function carrySource(type: object, source: Source): void {
  carried.set(type, [source, ...sourcesOf(type)]);
}

/** In the order in which they are written. A class carries its own, not those of the class it extends. */
export function sourcesOf(type: object): readonly Source[] {
  return carried.get(type) ?? [];
}
