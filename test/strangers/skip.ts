import { describe } from '@jest/globals';
import { skippable } from '../../docker/services/unavailable.ts';

/**
 * `describe` where all that is needed is there, else `describe.skip`, loudly. In CI what is missing is a failure.
 * `const describeWithKcat = await describeWith(haveKcat);`
 */
export async function describeWith(...needs: (() => Promise<void>)[]): Promise<typeof describe.skip> {
  try {
    for (const need of needs) await need();
    return describe;
  } catch (error) {
    console.warn(`SKIPPED: ${skippable(error)}`);
    return describe.skip;
  }
}
