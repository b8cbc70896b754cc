import { spawn } from 'node:child_process';
import { Lines } from './line-reader.ts';
import { root } from './process-under-test.ts';

/** A command that hangs is ended, so that its test fails and nothing is left behind. */
const longestMs = 50_000;

export interface Ended {
  readonly code: number | null;
  /** What the command itself said, without npm. */
  readonly output: string;
  readonly errors: string;
}

/** `npm run <command> -- <args>`, as a user types it, to its end. */
export async function npmRun(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn('npm', ['run', '--silent', command, '--', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    timeout: longestMs,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = [new Lines(child.stdout), new Lines(child.stderr)];
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output: output.seen.join('\n'), errors: errors.seen.join('\n') };
}
