import { mustBeOptions } from '@skald/contracts';
import type { ActivityBinding } from '@skald/runtime';
import { checkHandlerOptions } from '@skald/runtime';
import { checkBreakerOptions } from '../breaker/breaker-options.js';
import { grouped } from '../discovery/grouped.js';
import type { FoundCompensate, FoundExecute, FoundHandlers } from './handler.explorer.js';

/** What keeps these handlers from being used, with the names that are needed to mend it. */
export function handlerProblems(
  { executes, compensates }: FoundHandlers,
  bindings: readonly ActivityBinding[] = [],
): readonly string[] {
  return [
    ...boundTwice(bindings, [...executes, ...compensates]),
    ...[...executes, ...compensates].flatMap(notSingleton),
    ...twice('@Executes', executes),
    ...twice('@Compensates', compensates),
    ...executes.flatMap((found) => withoutUndo(found, compensates)),
    ...differingContracts(executes, compensates),
    ...executes.flatMap(wrongOptions),
  ];
}

type Found = FoundExecute | FoundCompensate;

function notSingleton({ contract, name, isSingleton }: Found): readonly string[] {
  if (isSingleton) return [];
  return [`activity ${contract.name}: ${name} is not a singleton, or something it injects is not`];
}

function twice(decorator: string, found: readonly Found[]): readonly string[] {
  return [...grouped(found, ({ contract }) => contract.name)].flatMap(([activity, handlers]) =>
    handlers.length === 1
      ? []
      : [
          `activity ${activity} has ${handlers.length} handlers with ${decorator}: ${handlers.map(({ name }) => name).join(' and ')}`,
        ],
  );
}

/** A binding carries out and undoes its activity alone. */
function boundTwice(bindings: readonly ActivityBinding[], found: readonly Found[]): readonly string[] {
  return [...grouped(bindings, ({ contract }) => contract.name)].flatMap(([activity, bound]) => {
    const handlers = found.filter(({ contract }) => contract.name === activity).map(({ name }) => name);
    const others = [...bound.slice(1).map(() => 'another binding'), ...handlers];
    return others.length === 0 ? [] : [`activity ${activity} has a binding and also ${others.join(' and ')}`];
  });
}

function withoutUndo({ contract, name }: FoundExecute, compensates: readonly FoundCompensate[]): readonly string[] {
  if (!contract.compensable || compensates.some((undo) => undo.contract.name === contract.name)) return [];
  return [
    `activity ${contract.name} is compensable, and ${name} carries it out, but no method has @Compensates for it`,
  ];
}

/** Two contracts of one name: the undo would be checked against another shape than it gets. */
function differingContracts(
  executes: readonly FoundExecute[],
  compensates: readonly FoundCompensate[],
): readonly string[] {
  return compensates.flatMap((undo) => {
    const other = executes.find(({ contract }) => contract.name === undo.contract.name && contract !== undo.contract);
    return other === undefined
      ? []
      : [`activity ${undo.contract.name}: ${other.name} and ${undo.name} use two different contracts of this name`];
  });
}

function wrongOptions({ contract, name, options }: FoundExecute): readonly string[] {
  const field = `activity ${contract.name}: options of ${name}`;
  try {
    mustBeOptions(options, field, ['concurrency', 'exclusive', 'breaker']);
    checkHandlerOptions(options, field);
    if (options.breaker !== undefined) checkBreakerOptions(options.breaker, `${field}: breaker`);
    return [];
  } catch (error) {
    if (error instanceof TypeError) return [error.message];
    throw error;
  }
}
