import type { SagaContext, SagaDefinition } from '@skald/engine';
import type { Given } from './given.js';

type Effects = ReadonlyMap<string, () => unknown>;

export function givenEffects(given: readonly Given[]): Effects {
  return new Map(given.flatMap((one) => (one.kind === 'effect' ? [[one.name, one.value] as const] : [])));
}

/** The saga as it is, but that the effects of which something is given give that. */
export function withEffects(definition: SagaDefinition, effects: Effects): SagaDefinition {
  if (effects.size === 0) return definition;
  return { ...definition, run: (ctx, input: unknown) => definition.run(withGiven(ctx, effects), input) };
}

function withGiven(ctx: SagaContext, effects: Effects): SagaContext {
  const effect: SagaContext['effect'] = (name, fn, options) =>
    ctx.effect(name, (effects.get(name) as typeof fn | undefined) ?? fn, options);
  return new Proxy(ctx, {
    get: (target, key) => {
      if (key === 'effect') return effect;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
