import type { SagaDefinition } from '@skald/engine';
import { lanesText } from './lanes.js';
import type { Recording } from './record.js';

export interface Unexpected {
  readonly expected: string;
  readonly got: string;
}

/** What was expected, what came instead, and what happened. */
export function unexpectedText(
  { contract, version }: SagaDefinition,
  failures: readonly Unexpected[],
  { instance, unanswered }: Recording,
): string {
  return [
    `${contract.name} version ${version} does not do what is specified`,
    ...failures.flatMap(({ expected, got }) => [`  expected  ${expected}`, `  but       ${got}`]),
    ...unanswered.map((name) => `  nothing is said of ${name}: add activity(…).returns(…) to given(…)`),
    '',
    lanesText(instance),
  ].join('\n');
}
