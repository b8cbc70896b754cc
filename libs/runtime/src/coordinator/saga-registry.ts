import type { SagaDefinition } from '@skald/engine';

/** The sagas of this process, versions side by side. */
export class SagaRegistry {
  readonly #versions = new Map<string, Map<number, SagaDefinition>>();
  readonly #current = new Map<string, SagaDefinition>();

  /** @throws Error naming a version that is registered twice. */
  constructor(definitions: readonly SagaDefinition[]) {
    for (const definition of definitions) this.#add(definition);
  }

  find = (saga: string, version: number): SagaDefinition | undefined => this.#versions.get(saga)?.get(version);

  /** What a start runs: the version it names, else the newest. */
  startable = (saga: string, version: number | undefined): SagaDefinition | undefined =>
    version === undefined ? this.#current.get(saga) : this.find(saga, version);

  #add(definition: SagaDefinition): void {
    const { contract, version } = definition;
    let versions = this.#versions.get(contract.name);
    if (versions === undefined) this.#versions.set(contract.name, (versions = new Map<number, SagaDefinition>()));
    if (versions.has(version)) throw new Error(`saga ${contract.name} version ${version} is registered twice`);
    versions.set(version, definition);
    const current = this.#current.get(contract.name);
    if (current === undefined || current.version < version) this.#current.set(contract.name, definition);
  }
}
