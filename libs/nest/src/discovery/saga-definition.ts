import type { SagaDefinition } from '@skald/engine';
import { MetadataAccessor } from './metadata.accessor.js';

/** What `@Saga` says of an object's class, with the object's code; undefined: it is no saga. */
export function sagaDefinitionOf(instance: object): SagaDefinition | undefined {
  const metadata = new MetadataAccessor().saga(instance.constructor);
  if (metadata === undefined) return undefined;
  const { version, ...options } = metadata.version;
  const code = instance as Pick<SagaDefinition, 'run'>;
  const run: SagaDefinition['run'] = (ctx, input) => code.run(ctx, input);
  return { contract: metadata.contract, version, options, run };
}
