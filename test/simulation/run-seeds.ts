import type { SeedReport } from '@skald/testing/simulator';
import { drawnWorkload, simulateSeed } from '@skald/testing/simulator';

/** One after the other. Stops where `take` says so. */
export async function runSeeds(
  { from, seeds }: { readonly from: number; readonly seeds: number },
  take: (report: SeedReport) => void | 'enough',
): Promise<void> {
  for (let seed = from; seed < from + seeds; seed++) {
    if (take(await simulateSeed(seed, drawnWorkload)) === 'enough') return;
  }
}
