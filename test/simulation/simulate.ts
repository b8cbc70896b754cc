import { Worker } from 'node:worker_threads';
import { Sometimes, type SeedReport } from '@skald/testing/simulator';
import { neverSeen } from './must-be-seen.ts';
import { readOptions, usage, type Options } from './options.ts';
import { plantAll } from './planted/plant-all.ts';
import { runSeeds } from './run-seeds.ts';
import { toldDetails, toldFailure, toldSometimes } from './told.ts';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.planted !== undefined) {
    process.exitCode = (await plantAll(options.planted, options)) ? 0 : 1;
    return;
  }
  const begin = performance.now();
  const total = { seeds: 0, failed: 0, instances: 0, turns: 0, faults: 0, simulatedMs: 0 };
  const sometimes = new Sometimes();
  const take = (report: SeedReport): void => {
    total.seeds++;
    total.instances += report.instances;
    total.turns += report.turns;
    total.faults += report.faults;
    total.simulatedMs += report.simulatedMs;
    sometimes.add(report.sometimes);
    if (options.isDetailed) console.log(toldDetails(report));
    if (report.violations.length === 0) return;
    total.failed++;
    console.log(toldFailure(report));
  };
  if (options.workers === 1) await runSeeds(options, take);
  else await inWorkers(options, take);
  const seconds = (performance.now() - begin) / 1_000;
  console.log(toldSometimes(sometimes.counts));
  console.log(
    `${total.seeds} seeds from ${options.from}, ${total.failed} failed: ${total.instances} instances, ${total.turns} turns, ` +
      `${total.faults} faults, ${(total.simulatedMs / 3_600_000).toFixed(1)} simulated hours in ${seconds.toFixed(0)} s`,
  );
  const missing = neverSeen(sometimes.counts, total.seeds);
  for (const what of missing) console.log(`never seen, so nothing is proven of it: ${what}`);
  process.exitCode = total.failed === 0 && missing.length === 0 ? 0 : 1;
}

async function inWorkers({ seeds, from, workers }: Options, take: (report: SeedReport) => void): Promise<void> {
  const share = Math.ceil(seeds / workers);
  const shares = Array.from({ length: workers }, (_, i) => ({
    from: from + i * share,
    seeds: Math.min(share, seeds - i * share),
  }));
  await Promise.all(
    shares
      .filter((one) => one.seeds > 0)
      .map(
        (workerData) =>
          new Promise<void>((resolve, reject) => {
            const worker = new Worker(new URL('./seeds.worker.ts', import.meta.url), { workerData });
            worker.on('message', take);
            worker.on('error', reject);
            worker.on('exit', () => resolve());
          }),
      ),
  );
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  console.error(usage);
  process.exitCode = 2;
}
