import type { Ids } from '@skald/ports';
import { seededRandom } from './seeded-random.js';

/** Identities and randomness that are the same for the same seed. */
export function seededIds(seed = 1): Ids {
  let count = 0;
  return {
    uuid: () => {
      count++;
      return `00000000-0000-4000-8000-${seed.toString(16).padStart(4, '0').slice(-4)}${count.toString(16).padStart(8, '0')}`;
    },
    random: seededRandom(seed),
  };
}
