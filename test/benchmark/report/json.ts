import { spreadOf, type LoadSummary } from './summary.ts';

export interface ReportHead {
  readonly workload: string;
  readonly mode: string;
  readonly engine: string;
  readonly version: string;
}

/** Medians of the load with the highest throughput, and of every load; the runs as they were. */
export function report(head: ReportHead, loads: readonly LoadSummary[]): object {
  const figures = loads.map(figuresOf);
  const best = figures.reduce((most, one) => (one.sagasPerSecond > most.sagasPerSecond ? one : most));
  return { ...head, ...best, runs: loads.flatMap(({ runs }) => runs), loads: figures };
}

function figuresOf(load: LoadSummary) {
  const median = (figure: Parameters<typeof spreadOf>[1]): number => spreadOf(load, figure).median;
  const inFlight = /^(\d+) in flight$/.exec(load.load)?.[1];
  return {
    load: load.load,
    inFlight: inFlight === undefined ? null : Number(inFlight),
    sagasPerSecond: median('sagasPerSecond'),
    activitiesPerSecond: median('activitiesPerSecond'),
    p50Ms: median('p50Ms'),
    p99Ms: median('p99Ms'),
    p999Ms: median('p999Ms'),
    cpuSecondsPer1000Activities: median('cpuSecondsPer1000Activities'),
    bytesPerActivity: median('bytesPerActivity'),
  };
}
