import type { Ids } from '@skald/ports';

/** Identities and randomness that are the same for the same seed. */
export function seededIds(seed = 1): Ids {
  let state = seed >>> 0;
  let count = 0;
  // mulberry32
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uuid: () => {
      count++;
      return `00000000-0000-4000-8000-${seed.toString(16).padStart(4, '0').slice(-4)}${count.toString(16).padStart(8, '0')}`;
    },
    random,
  };
}
