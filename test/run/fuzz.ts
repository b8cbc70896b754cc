import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const usage = 'npm run fuzz -- [--runs 10000000] [--seed 7] [paths of specs]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '10000000' }, seed: { type: 'string' } },
});
const { runs, seed = String(Date.now() % 2 ** 31) } = values;
if (![runs, seed].every((text) => /^\d{1,12}$/.test(text)) || Number(runs) < 1) {
  console.error(usage);
  process.exit(2);
}

console.log(`hostile input: ${runs} cases over all decoders, seed ${seed}`);
const { status } = spawnSync(
  process.execPath,
  [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
    // As long as it takes.
    ...['--selectProjects', 'unit', '--maxWorkers=1', '--verbose', '--testTimeout=86400000'],
    ...['--testPathPatterns', ...(positionals.length === 0 ? ['\\.fuzz\\.spec\\.ts$'] : positionals)],
  ],
  { stdio: 'inherit', env: { ...process.env, SKALD_FUZZ_RUNS: runs, SKALD_FUZZ_SEED: seed } },
);
process.exitCode = status ?? 1;
