import type { ParkCode } from '@skald/contracts';

/** Set aside for what a fixed deploy, or none, will mend; an operator resumes the others. */
export const mendedByDeploy: readonly ParkCode[] = [
  'NONDETERMINISM',
  'FOREIGN_AWAIT',
  'SAGA_BUG',
  'INVALID_INPUT',
  'VERSION_ELSEWHERE',
  'ENGINE_ERROR',
];
