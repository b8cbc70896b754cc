import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { down } from './down.ts';
import type { StoreName } from './kinds/kind.ts';
import { say } from './say.ts';
import { environment, startedByBorrower, up } from './services.ts';
import { status } from './status.ts';

const usage = `services up      start Kafka and a store of the MongoDB protocol, or find them running
services env     print KAFKA_BROKERS=… and MONGODB_URI=… of what runs
services status  tell what runs and whether it answers
services down    stop what was started here    --wipe deletes its data too

--store ferretdb   durable, slow beyond small collections (default)
--store memory     fast, gone with its process: for benchmarks`;

async function run(args: string[]): Promise<void> {
  const options = { store: { type: 'string' }, wipe: { type: 'boolean' }, help: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const store = values.store === undefined ? undefined : storeNamed(values.store);
  if (values.help || positionals.length !== 1) return misused();
  switch (positionals[0]) {
    case 'up':
      await up(store);
      rmSync(startedByBorrower, { force: true });
      return;
    case 'down':
      return down({ wipe: values.wipe === true });
    case 'status':
      return console.log((await status()).join('\n'));
    case 'env':
      return printEnvironment(store);
    default:
      return misused();
  }
}

function printEnvironment(store: StoreName | undefined): void {
  const found = environment(store);
  if (!found) throw new Error(`not everything runs: npm run services -- up${store ? ` --store ${store}` : ''}`);
  for (const [name, value] of Object.entries(found)) console.log(`${name}=${value}`);
}

function storeNamed(name: string): StoreName {
  if (name === 'ferretdb' || name === 'memory') return name;
  throw new Error(`--store ${name}: there are ferretdb and memory`);
}

function misused(): void {
  say(usage);
  process.exitCode = 2;
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  say(`services: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
