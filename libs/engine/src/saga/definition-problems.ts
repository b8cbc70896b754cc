import { checkActivityDefaults, milliseconds, mustBeOptions } from '@skald/contracts';
import type { SagaDefinition, SagaOptions } from './definition.js';

/**
 * What keeps this version from being run, each naming its saga, version and field: found at boot, it is not found by
 * the first start.
 */
export function definitionProblems({ contract, version, options }: SagaDefinition): readonly string[] {
  const problems: string[] = [];
  if (!Number.isSafeInteger(version) || version < 1)
    problems.push(`version: ${String(version)} is not a whole number from 1 on`);
  for (const check of optionChecks) {
    try {
      check(options);
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return problems.map((problem) => `saga ${contract.name} version ${String(version)}: ${problem}`);
}

const names: readonly (keyof SagaOptions)[] = [
  ...(['timeout', 'escalateAfter', 'compensationOrder', 'cancelGrace'] as const),
  ...(['activityDefaults', 'strictInputs'] as const),
];

const optionChecks: readonly ((options: SagaOptions) => void)[] = [
  (options) => mustBeOptions(options, 'options', names),
  ({ timeout }) => timeout === undefined || milliseconds(timeout, 'timeout', 'not zero'),
  ({ escalateAfter }) => escalateAfter === undefined || milliseconds(escalateAfter, 'escalateAfter', 'not zero'),
  // None at all is a choice: what is cancelled does not clean up.
  ({ cancelGrace }) => cancelGrace === undefined || milliseconds(cancelGrace, 'cancelGrace'),
  ({ compensationOrder: order }) => {
    if (order !== undefined && !['sequential', 'parallel'].includes(order))
      throw new TypeError(`compensationOrder: ${JSON.stringify(order)} is not "sequential" or "parallel"`);
  },
  ({ activityDefaults }) => checkActivityDefaults(activityDefaults ?? {}, 'activityDefaults'),
];
