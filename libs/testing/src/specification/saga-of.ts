import type { SagaDefinition } from '@skald/engine';
import { sagaDefinitionOf } from '@skald/nest';

/** A class with `@Saga`. */
export type SagaClass = abstract new (...dependencies: never[]) => object;

/**
 * One version of a saga from its class, with its dependencies given as instances: no Nest application is needed.
 * @throws TypeError the class has no `@Saga`
 */
export function sagaOf<C extends SagaClass>(saga: C, ...dependencies: ConstructorParameters<C>): SagaDefinition {
  const instance: object = Reflect.construct(saga, dependencies);
  const definition = sagaDefinitionOf(instance);
  if (definition === undefined) throw new TypeError(`${saga.name} has no @Saga: decorate it with its contract`);
  // As after boot: all instances of a saga share this one object.
  Object.freeze(instance);
  return definition;
}
