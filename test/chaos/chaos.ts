import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { violationText } from '@skald/testing';
import { boundMs } from './evidence/rest.ts';
import { readOptions, usage, type Options } from './options.ts';
import { runChaos, type ChaosReport } from './run-chaos.ts';
import { storm } from './storm.ts';
import { told } from './told.ts';

try {
  const options = readOptions(process.argv.slice(2));
  const began = Date.now();
  console.log(`seed ${options.seed}; the store is FerretDB, which stands in for a real MongoDB`);
  const said = (line: string): void => console.log(`${((Date.now() - began) / 1_000).toFixed(1).padStart(7)} ${line}`);
  const report = await runChaos({
    ...options,
    trouble: (scene) => storm(scene, options.kinds, options.minutes * 60_000, said),
    told: said,
  });
  for (const violation of report.violations) console.log(violationText(violation));
  for (const death of report.deaths) console.log(death);
  const isWell = report.violations.length === 0 && report.restMs <= boundMs;
  if (!isWell) console.log(`kept in ${keep(report, options)}`);
  console.log(`seed ${options.seed}: ${told(report)}`);
  process.exit(isWell ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  console.error(usage);
  process.exit(2);
}

function keep({ evidence }: ChaosReport, { seed, logs }: Options): string {
  const folder = join(logs, `seed-${seed}`);
  mkdirSync(folder, { recursive: true });
  const { remains, replays: _, ...rest } = evidence;
  writeFileSync(join(folder, 'logs'), remains.logs.join('\n'));
  writeFileSync(join(folder, 'evidence.json'), JSON.stringify(rest, undefined, 1));
  return folder;
}
