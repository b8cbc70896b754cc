import type { Refuse } from './refuse.js';

type Class = abstract new (...args: never[]) => object;

/** A class like any other, but that saga code may not make instances of it. */
export function guardedClass<C extends Class>(real: C, name: string, instead: string, refuse: Refuse): C {
  function construct(target: C, args: never[], newTarget: C): object {
    refuse(`new ${name}()`, instead, construct);
    return Reflect.construct(target, args, newTarget) as object;
  }
  const guarded = new Proxy(real, { construct });
  // So that `ref.constructor === WeakRef` stays true.
  (real.prototype as { constructor: unknown }).constructor = guarded;
  return guarded;
}
