import { percentile } from './statistics.ts';
import type { UseByRole } from './process-use.ts';

/** One run of one workload at one load. */
export interface Sample {
  /** What was asked of the system: `64 in flight`, `20/s`. */
  readonly load: string;
  readonly sagas: number;
  readonly seconds: number;
  readonly sagasPerSecond: number;
  readonly activitiesPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
  /** Of all processes. */
  readonly cpuSecondsPer1000Activities: number;
  readonly cpuByRole: Readonly<Record<string, number>>;
  readonly bytesPerActivity: number;
}

export interface Measured {
  readonly load: string;
  readonly activitiesPerSaga: number;
  readonly seconds: number;
  readonly latencies: readonly number[];
  readonly used: UseByRole;
}

export function sampleOf({ load, activitiesPerSaga, seconds, latencies, used }: Measured): Sample {
  const sorted = [...latencies].sort((a, b) => a - b);
  const sagas = sorted.length;
  const activities = sagas * activitiesPerSaga;
  const cpuByRole = Object.fromEntries(
    Object.entries(used).map(([role, { cpuSeconds }]) => [role, (cpuSeconds / activities) * 1_000]),
  );
  const bytes = Object.values(used).reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
  return {
    load,
    sagas,
    seconds,
    sagasPerSecond: sagas / seconds,
    activitiesPerSecond: activities / seconds,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    p999Ms: percentile(sorted, 0.999),
    maxMs: sorted.at(-1) ?? NaN,
    cpuSecondsPer1000Activities: Object.values(cpuByRole).reduce((sum, cpu) => sum + cpu, 0),
    cpuByRole,
    bytesPerActivity: bytes / activities,
  };
}
