import type { Ids } from '@skald/ports';

export interface BackOff {
  readonly initialMs: number;
  readonly maxMs: number;
}

export const defaultBackOff: BackOff = { initialMs: 100, maxMs: 5_000 };

/** The wait before try `failures + 1`: doubled each time, drawn from its upper half so that many waiters spread. */
export function backOffMs({ initialMs, maxMs }: BackOff, failures: number, ids: Ids): number {
  const full = Math.min(maxMs, initialMs * 2 ** Math.min(failures - 1, 30));
  return Math.ceil(full / 2 + (ids.random() * full) / 2);
}
