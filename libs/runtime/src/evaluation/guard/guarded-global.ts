import type { Refuse } from './refuse.js';

const instead = 'keep it in a variable of the run';

/** What one saga wrote on the global object all others would read, and none again on replay. Whoever reads finds it as it is. */
export function guardGlobal(isSaga: () => boolean, refuse: Refuse): void {
  const real = globalThis;
  const written = (key: PropertyKey): void => refuse(`globalThis.${String(key)} = …`, instead);
  const readable = new Proxy(real, {
    get: (target, key) => Reflect.get(target, key) as unknown,
    set: (target, key, value) => {
      written(key);
      return Reflect.set(target, key, value);
    },
    defineProperty: (target, key, descriptor) => {
      written(key);
      return Reflect.defineProperty(target, key, descriptor);
    },
    deleteProperty: (target, key) => {
      written(key);
      return Reflect.deleteProperty(target, key);
    },
  });
  for (const name of ['globalThis', 'global']) {
    Object.defineProperty(real, name, { configurable: true, get: () => (isSaga() ? readable : real) });
  }
}
