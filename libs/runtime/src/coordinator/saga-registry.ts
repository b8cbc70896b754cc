import type { ActivityDefaults } from '@skald/contracts';
import { checkActivityDefaults, nearest } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { definitionProblems } from '@skald/engine';
import type { CurrentVersion } from '@skald/ports';

/** A pointer to a version that is not here; `runs` is what starts get instead. */
export interface MissingVersion extends CurrentVersion {
  readonly runs: number;
}

/** The sagas of this process, versions side by side. */
export class SagaRegistry {
  readonly #versions = new Map<string, Map<number, SagaDefinition>>();
  readonly #highest = new Map<string, SagaDefinition>();
  readonly #pointers = new Map<string, number>();

  /**
   * `defaults`: of activities, where a saga has none of its own.
   * @throws Error naming a version that is registered twice; TypeError naming a default, or the saga, version and option,
   * that is out of range.
   */
  constructor(definitions: readonly SagaDefinition[], defaults: ActivityDefaults = {}) {
    checkActivityDefaults(defaults, 'activityDefaults');
    for (const definition of definitions) this.#add(withDefaults(definition, defaults));
  }

  /** Everything that is here. */
  get versions(): CurrentVersion[] {
    return [...this.#versions].flatMap(([saga, versions]) =>
      [...versions.keys()].map((version) => ({ saga, version })),
    );
  }

  find = (saga: string, version: number): SagaDefinition | undefined => this.#versions.get(saga)?.get(version);

  /** What a start runs: the version it names, else the current one, else the highest that is here. */
  startable = (saga: string, version: number | undefined): SagaDefinition | undefined => {
    if (version !== undefined) return this.find(saga, version);
    const pointer = this.#pointers.get(saga);
    return (pointer === undefined ? undefined : this.find(saga, pointer)) ?? this.#highest.get(saga);
  };

  /** Takes pointers over; returns those that changed and lead to nothing here. */
  point(pointers: readonly CurrentVersion[]): MissingVersion[] {
    const missing: MissingVersion[] = [];
    for (const { saga, version } of pointers) {
      if (this.#pointers.get(saga) === version) continue;
      this.#pointers.set(saga, version);
      const highest = this.#highest.get(saga);
      if (highest !== undefined && this.find(saga, version) === undefined)
        missing.push({ saga, version, runs: highest.version });
    }
    return missing;
  }

  #add(definition: SagaDefinition): void {
    const { contract, version } = definition;
    let versions = this.#versions.get(contract.name);
    if (versions === undefined) this.#versions.set(contract.name, (versions = new Map<number, SagaDefinition>()));
    if (versions.has(version)) throw new Error(`saga ${contract.name} version ${version} is registered twice`);
    versions.set(version, definition);
    const highest = this.#highest.get(contract.name);
    if (highest === undefined || highest.version < version) this.#highest.set(contract.name, definition);
  }
}

function withDefaults(definition: SagaDefinition, defaults: ActivityDefaults): SagaDefinition {
  const { contract, version, options } = definition;
  const problems = definitionProblems(definition);
  if (problems.length > 0) throw new TypeError(problems.join('; '));
  const run: SagaDefinition['run'] = (ctx, input) => definition.run(ctx, input);
  return {
    contract,
    version,
    options: { ...options, activityDefaults: nearest(defaults, options.activityDefaults) },
    run,
  };
}
