import { runSeeds } from '../run-seeds.ts';

// Runs with a bug planted, until the checker finds it.
const [from, seeds] = process.argv.slice(2).map(Number);
await runSeeds({ from: from!, seeds: seeds! }, ({ seed, violations: [first] }) => {
  if (first === undefined) return undefined;
  console.log(`${first.invariant} at seed ${seed}: ${first.what}`);
  return 'enough';
});
