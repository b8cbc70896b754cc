import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenText, histories, live, replayed, scenarioNames, scenarioOf, standing } from './golden.ts';

// Records what is not recorded yet. An existing file is what users of an older version have in their journals: it stays.
mkdirSync(histories, { recursive: true });
for (const name of scenarioNames) {
  const file = join(histories, `${name}.json`);
  if (existsSync(file)) {
    console.log(`${name} is recorded`);
    continue;
  }
  const scenario = await scenarioOf(name);
  const recorded = await live(scenario);
  const { sent } = await replayed(scenario, recorded.history);
  writeFileSync(file, goldenText({ history: recorded.history, stands: standing(recorded), sent }), { flag: 'wx' });
  console.log(`${name}: ${recorded.turns.length} turns, ${recorded.status}`);
}
