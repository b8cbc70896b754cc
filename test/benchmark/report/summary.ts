import type { Sample } from '../measure/sample.ts';
import { spread, type Spread } from '../measure/statistics.ts';

type Figure = { [K in keyof Sample]: Sample[K] extends number ? K : never }[keyof Sample];

/** All runs of one load. */
export interface LoadSummary {
  readonly load: string;
  readonly runs: readonly Sample[];
}

export function byLoad(samples: readonly Sample[]): readonly LoadSummary[] {
  const loads = new Set(samples.map(({ load }) => load));
  return [...loads].map((load) => ({ load, runs: samples.filter((sample) => sample.load === load) }));
}

export function spreadOf({ runs }: LoadSummary, figure: Figure): Spread {
  return spread(runs.map((run) => run[figure]));
}

export function cpuByRole({ runs }: LoadSummary): Readonly<Record<string, number>> {
  const roles = Object.keys(runs[0]?.cpuByRole ?? {});
  return Object.fromEntries(roles.map((role) => [role, spread(runs.map((run) => run.cpuByRole[role]!)).median]));
}
