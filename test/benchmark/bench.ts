import { readFileSync } from 'node:fs';
import { countSyncs } from './measure/syncs.ts';
import type { Sample } from './measure/sample.ts';
import { startCluster } from './modes/cluster.ts';
import { startEmbedded } from './modes/embedded.ts';
import type { System } from './modes/system.ts';
import { readOptions, usage, type Options } from './options.ts';
import { machine } from './report/machine.ts';
import { report } from './report/json.ts';
import { byLoad } from './report/summary.ts';
import { table } from './report/table.ts';
import { payload, sagaOf } from './saga/sagas.ts';
import { w1 } from './workloads/w1.ts';
import { w5 } from './workloads/w5.ts';

const workloads = [w1, w5];

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const workload = workloads.find(({ name }) => name === options.workload.toUpperCase());
  if (workload === undefined) throw new Error(`${options.workload}: not a workload`);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  console.log(`${workload.name}: ${workload.title}\nskald ${version}, ${options.mode}, ${machine()}`);
  const system = await start(options);
  try {
    for (const note of system.notes) console.log(`  ${note}`);
    const samples: Sample[] = [];
    for (let run = 1; run <= options.runs; run++) {
      for await (const sample of workload.run(system, options)) {
        samples.push(sample);
        console.error(`run ${run}, ${sample.load}: ${sample.sagasPerSecond.toFixed(0)} sagas/s`);
      }
    }
    if (options.syncs && options.mode === 'embedded') console.log(`  ${await proof(system)}`);
    console.log(`\n${table(byLoad(samples))}`);
    const head = { workload: workload.name, mode: options.mode, engine: 'skald', version };
    if (options.json) console.log(JSON.stringify(report(head, byLoad(samples))));
  } finally {
    await system.stop();
  }
}

function start(options: Options): Promise<System> {
  if (options.mode === 'embedded') return startEmbedded(options);
  const profiling = options.cpuProf === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.cpuProf}`];
  return startCluster({ ...options, execArgv: profiling });
}

async function proof({ client }: System): Promise<string> {
  const sagas = 20;
  const syncs = await countSyncs(process.pid, async () => {
    for (let n = 0; n < sagas; n++) await client.run(sagaOf(10), payload);
  });
  if (syncs === undefined) return 'syncs not counted: strace is not there, or may not look at this process';
  return `${syncs} syncs during ${sagas} sagas of 10 activities, one after another (strace)`;
}

try {
  await main();
  process.exit();
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  console.error(usage);
  process.exit(1);
}
