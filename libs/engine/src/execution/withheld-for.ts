import type { ParkCode } from '@skald/contracts';

/** Evaluating it does harm: no load does, until an operator resumes it. */
export const withheldFor: readonly ParkCode[] = ['EVALUATION_KILLED', 'EVENT_LOOP_BLOCKED'];
