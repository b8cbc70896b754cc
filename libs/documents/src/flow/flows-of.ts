import type { Turn } from '@skald/engine';
import { flowOf } from './flow-of.js';
import type { Flow } from './flow.js';

/** The ways of the sagas that several histories are of, by name of the saga. */
export function flowsOf(histories: readonly (readonly Turn[])[]): ReadonlyMap<string, Flow> {
  const sagaOf = ([first]: readonly Turn[]): string => first!.saga;
  const sagas = [...new Set(histories.map(sagaOf))].sort();
  return new Map(sagas.map((saga) => [saga, flowOf(histories.filter((history) => sagaOf(history) === saga))]));
}
