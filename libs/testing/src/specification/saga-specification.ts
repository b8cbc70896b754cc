import type { SagaDefinition } from '@skald/engine';
import type { Expectation } from './expectations.js';
import { SpecificationFailed } from './specification-failed.error.js';
import type { Given } from './given.js';
import type { RecordedInstance } from './recorded-instance.js';
import { record } from './record.js';
import type { SagaClass } from './saga-of.js';
import { sagaOf } from './saga-of.js';
import { unexpectedText } from './unexpected-text.js';
import type { When } from './when.js';

/**
 * Says what a saga does, in process and in no time: `.given(…).when(…).then(…)`.
 * @param saga a class with `@Saga` and its dependencies, or a definition
 */
export function sagaSpecification<C extends SagaClass>(
  saga: C | SagaDefinition,
  ...dependencies: ConstructorParameters<C>
): SagaSpecification {
  return new SagaSpecification(typeof saga === 'function' ? sagaOf(saga, ...dependencies) : saga, [], []);
}

class SagaSpecification {
  constructor(
    private readonly saga: SagaDefinition,
    private readonly world: readonly Given[],
    private readonly happenings: readonly When[],
  ) {}

  /** What participants, effects and other sagas answer. Activities of which nothing is said are never answered. */
  given(...given: readonly Given[]): SagaSpecification {
    return new SagaSpecification(this.saga, [...this.world, ...given], this.happenings);
  }

  /** What happens, in order. Between two of them everything goes on that needs no timer of the saga. */
  when(...happenings: readonly When[]): SagaSpecification {
    return new SagaSpecification(this.saga, this.world, [...this.happenings, ...happenings]);
  }

  /**
   * Runs it; resolves with what was recorded, for whatever else is to be looked at.
   * @throws SpecificationFailed says what was expected, what came instead, and what happened; also when the code does not
   *   replay what it has just recorded.
   */
  async then(...expectations: readonly Expectation[]): Promise<RecordedInstance> {
    if (typeof expectations[0] === 'function')
      throw new TypeError('a specification ends with .then(…): what is expected?');
    const recorded = await record(this.saga, this.world, this.happenings);
    const failures = expectations.flatMap(({ text, butGot }) => {
      const got = butGot(recorded.instance);
      return got === undefined ? [] : [{ expected: text, got }];
    });
    if (failures.length > 0) throw new SpecificationFailed(unexpectedText(this.saga, failures, recorded));
    return recorded.instance;
  }
}
