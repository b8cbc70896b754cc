import type { ActivityContract, DomainEventContract, SagaContract } from '@skald/contracts';

/** What is described together: what a module exports. */
export interface DescribedContracts {
  readonly sagas: readonly SagaContract[];
  readonly activities: readonly ActivityContract[];
  readonly domainEvents: readonly DomainEventContract[];
}

/** The contracts among the exports of a module, each once, by name. */
export function contractsAmong(exported: Readonly<Record<string, unknown>>): DescribedContracts {
  const found = new Set(Object.values(exported));
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
  };
}
