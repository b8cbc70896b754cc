import { runNode } from './part.ts';
import { oneFailed, onePassed, type Tally } from './tally.ts';

/** Scripts of package.json. The first one makes what the others read; the longest goes before the short ones. */
const first = 'build';
const checks = ['lint', 'check:specs', 'check:format', 'check:spelling', 'check:dependencies', 'check:unused'];

/** Every rule of the house that needs no test to run; two at a time. */
export async function verify(): Promise<Tally[]> {
  const results = [await check(first)];
  const waiting = [...checks];
  const next = async (): Promise<void> => {
    const script = waiting.shift();
    if (script === undefined) return;
    results.push(await check(script));
    return next();
  };
  await Promise.all([next(), next()]);
  return results;
}

async function check(script: string): Promise<Tally> {
  const { code, output, seconds } = await runNode(['--run', script], 'quiet');
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} npm run ${script} (${seconds.toFixed(1)} s)`);
  if (code === 0) return onePassed;
  console.log(`${output.trimEnd().replace(/^/gm, '       ')}\n`);
  return oneFailed;
}
