import { execFile } from 'node:child_process';
import { Unavailable } from './unavailable.ts';

interface Options {
  cwd?: string;
  env?: Record<string, string>;
  timeoutMs?: number;
}

/** Runs a tool of this machine to its end and returns what it printed; a missing or failing tool makes the server unavailable. */
export function command(file: string, args: string[], { cwd, env, timeoutMs = 0 }: Options = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, ...env }, timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`.trim();
      if (!error) resolve(output);
      else if (error.code === 'ENOENT') reject(new Unavailable(`\`${file}\` is not installed`));
      else if (error.killed) reject(new Unavailable(`\`${file} ${args[0]}\` did not answer within ${timeoutMs} ms`));
      else reject(new Unavailable(`\`${file} ${args.join(' ')}\` failed: ${output.split('\n').slice(-8).join('\n')}`));
    });
    child.stdin?.end();
  });
}
