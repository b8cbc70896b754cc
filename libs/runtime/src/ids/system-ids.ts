import { randomUUID } from 'node:crypto';

import type { Ids } from '@skald/ports';

/** The machine's randomness. */
export function systemIds(): Ids {
  return { uuid: () => randomUUID(), random: () => Math.random() };
}
