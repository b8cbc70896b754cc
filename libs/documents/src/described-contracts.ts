import type { ActivityContract, DomainEventContract, SagaContract } from '@skald/contracts';
import { sourcesOf, type ActivityBinding, type Source } from '@skald/runtime';

/** What is described together: what a module exports. */
export interface DescribedContracts {
  readonly sagas: readonly SagaContract[];
  readonly activities: readonly ActivityContract[];
  readonly domainEvents: readonly DomainEventContract[];
  /** Existing topics whose records start and signal sagas. */
  readonly sources: readonly Source[];
  /** Activities that existing services carry out. */
  readonly bindings: readonly ActivityBinding[];
}

/** The contracts among the exports of a module, and the sources that its classes carry; each once, by name. */
export function contractsAmong(exported: Readonly<Record<string, unknown>>): DescribedContracts {
  const found = new Set(Object.values(exported).flatMap((value) => [value, ...carriedBy(value)]));
  const of = <T extends { readonly kind: string }>(kind: T['kind'], name: (contract: T) => string): T[] =>
    [...found]
      .filter(
        (value): value is T => typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind,
      )
      .sort((a, b) => (name(a) < name(b) ? -1 : 1));
  return {
    sagas: of<SagaContract>('saga', ({ name }) => name),
    activities: of<ActivityContract>('activity', ({ name }) => name),
    domainEvents: of<DomainEventContract>('domain-event', ({ topic }) => topic),
    sources: [
      ...of<Source>('start-source', ({ topic, name }) => `${topic} ${name}`),
      ...of<Source>('signal-source', ({ topic, name }) => `${topic} ${name}`),
    ],
    bindings: of<ActivityBinding>('binding', ({ contract }) => contract.name),
  };
}

function carriedBy(value: unknown): readonly Source[] {
  return typeof value === 'function' ? sourcesOf(value) : [];
}
