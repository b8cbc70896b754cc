import { definitionProblems } from '@skald/engine';
import { grouped } from '../discovery/grouped.js';
import type { FoundSaga } from './saga.explorer.js';

/** What keeps these sagas from being run, with the names that are needed to mend it. */
export function sagaProblems(sagas: readonly FoundSaga[]): readonly string[] {
  return [...sagas.flatMap(ownProblems), ...registeredTwice(sagas)];
}

function ownProblems({ name, isSingleton, definition }: FoundSaga): readonly string[] {
  const problems: string[] = [];
  if (!isSingleton) {
    problems.push(
      `saga ${definition.contract.name}: ${name} is not a singleton, or something it injects is not: a saga lives longer than a request`,
    );
  }
  problems.push(...definitionProblems(definition).map((problem) => `${problem} (see ${name})`));
  return problems;
}

function registeredTwice(sagas: readonly FoundSaga[]): readonly string[] {
  const byVersion = grouped(sagas, ({ definition }) => `${definition.contract.name} version ${definition.version}`);
  return [...byVersion].flatMap(([version, found]) =>
    found.length === 1
      ? []
      : [`saga ${version} is registered ${found.length} times: by ${found.map(({ name }) => name).join(' and ')}`],
  );
}
