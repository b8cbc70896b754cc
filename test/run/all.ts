import { borrow, giveBack, services } from '../../docker/services/index.ts';
import { runStage, type Stage } from './jest-stage.ts';
import { exitCode, nothing, oneFailed, sum, told, type Tally } from './tally.ts';
import { verify } from './verify-parts.ts';

/** Its own specs show all of it; what else runs through it shows something else. */
const engine = '/libs/engine/src/';

const stages: readonly Stage[] = [
  { name: 'engine', projects: ['unit'], files: { only: engine }, coverage: true, workers: 2 },
  { name: 'unit', projects: ['unit'], files: { except: engine }, workers: 2 },
  { name: 'simulation', projects: ['simulation'], workers: 2 },
  { name: 'contract', projects: ['contract'], workers: 2 },
  { name: 'integration', projects: ['integration'], workers: 1 },
  { name: 'end to end', projects: ['e2e'], workers: 1 },
];

const parts: [name: string, tally: Tally][] = [];

console.log('rules of the house');
parts.push(['rules of the house', sum(await verify())]);

console.log('\nservers');
try {
  parts.push(['servers', await startServers()]);
  for (const stage of stages) parts.push([stage.name, await runStage(stage)]);
} finally {
  await giveBack();
}

const all = sum(parts.map(([, tally]) => tally));
console.log(`\n${parts.map(([name, tally]) => `${name.padEnd(20)} ${told(tally)}`).join('\n')}`);
console.log(told(all));
process.exitCode = exitCode(all);

/** Both stores, so that what has to be downloaded or built is there before a test waits for it; FerretDB is the one named. */
async function startServers(): Promise<Tally> {
  try {
    for (const found of [await borrow(), await services({ store: 'memory' }), await services()]) {
      if (!found.available) console.log(`NO SERVERS, the tests that need them are skipped: ${found.reason}`);
    }
    return nothing;
  } catch (error) {
    console.log(`FAILED servers: ${error instanceof Error ? error.message : String(error)}`);
    return oneFailed;
  }
}
