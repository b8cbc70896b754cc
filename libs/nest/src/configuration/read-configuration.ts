import type { Log } from '@skald/ports';
import { ConfigurationRefused } from './configuration-refused.error.js';
import type { Configuration, VariableName } from './variables.js';
import { variables } from './variables.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const ours = /^SKALD_/;

/** Of compose files and this project's own tools; processes see them and do not use them. */
const others = new Set(['SKALD_KAFKA_PORT', 'SKALD_MONGO_PORT', 'SKALD_GATEWAY_PORT']);

/**
 * Reads these variables. An empty one counts as missing.
 * @throws ConfigurationRefused naming every variable that is wrong.
 */
export function readConfiguration<N extends VariableName>(
  environment: Environment,
  names: readonly N[],
): Configuration<N> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const name of names) {
    const given = environment[name] === '' ? undefined : environment[name];
    const read = variables[name].schema.safeParse(given);
    if (read.success) values[name] = read.data;
    else problems.push(problemOf(name, given));
  }
  if (problems.length > 0) throw new ConfigurationRefused(problems);
  return values as Configuration<N>;
}

function problemOf(name: VariableName, given: string | undefined): string {
  const { expects, ...rest } = variables[name];
  const shown = 'secret' in rest ? 'its value (not shown)' : JSON.stringify(given);
  return `${name}: ${shown} is not allowed: expected ${expects}`;
}

/** Names every `SKALD_…` that there is not. A warning, since a newer release may know it: a roll-out sets it before. */
export function warnOfUnknownVariables(environment: Environment, log: Log): void {
  const unknown = Object.keys(environment).filter(
    (name) => ours.test(name) && !Object.hasOwn(variables, name) && !others.has(name),
  );
  for (const name of unknown)
    log.write('warn', `${name}: there is no such variable`, { known: Object.keys(variables) });
}
