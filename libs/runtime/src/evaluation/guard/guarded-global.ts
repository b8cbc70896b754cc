import type { Refuse } from './refuse.js';

const instead = 'keep it in a variable of the run';

/** What one saga wrote on the global object all others would read, and none again on replay. Whoever reads finds it as it is. */
export function guardGlobal(isSaga: () => boolean, refuse: Refuse): void {
  const real = globalThis;
  type Door = Parameters<Refuse>[2];
  const written = (key: PropertyKey, door: Door): void => refuse(`globalThis.${String(key)} = …`, instead, door);
  const readable: typeof globalThis = new Proxy(real, {
    get: (target, key) => Reflect.get(target, key) as unknown,
    set: function set(target, key, value) {
      written(key, set);
      return Reflect.set(target, key, value);
    },
    defineProperty: function defineProperty(target, key, descriptor) {
      written(key, defineProperty);
      return Reflect.defineProperty(target, key, descriptor);
    },
    deleteProperty: function deleteProperty(target, key) {
      written(key, deleteProperty);
      return Reflect.deleteProperty(target, key);
    },
  });
  for (const name of ['globalThis', 'global']) {
    Object.defineProperty(real, name, { configurable: true, get: () => (isSaga() ? readable : real) });
  }
}
