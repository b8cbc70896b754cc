import { expect, it } from '@jest/globals';
import { Sometimes, type SeedReport } from '@skald/testing/simulator';
import { neverSeen } from './must-be-seen.js';
import { runSeeds } from './run-seeds.js';
import { toldFailure } from './told.js';

const share = 75;
const wholeShareMs = 300_000;

/** A share of the seeds of the test command. A file each, so that they are simulated side by side. */
export function breakNoInvariant(part: number): void {
  const from = part * share + 1;
  it(
    `seeds ${from} to ${from + share - 1} lose nothing, do nothing twice, and leave nothing stuck`,
    async () => {
      const failed: SeedReport[] = [];
      const sometimes = new Sometimes();
      await runSeeds({ from, seeds: share }, (report) => {
        sometimes.add(report.sometimes);
        if (report.violations.length > 0) failed.push(report);
      });
      expect(failed.map(toldFailure)).toEqual([]);
      expect(neverSeen(sometimes.counts, share)).toEqual([]);
    },
    wholeShareMs,
  );
}
