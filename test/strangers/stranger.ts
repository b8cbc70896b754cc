import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Unavailable } from '../../docker/services/index.ts';

export const root = join(import.meta.dirname, '..', '..');

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that is not ours, running. */
export interface Running {
  readonly pid: number;
  /** Lines of its standard output, as they come. */
  lines(): AsyncIterable<string>;
  /** Resolves when it ended; rejects, with what it said, when it ended badly. */
  readonly ended: Promise<Ran>;
  stop(signal?: NodeJS.Signals): void;
}

export function start(
  file: string,
  args: readonly string[],
  given: { stdin?: string; env?: NodeJS.ProcessEnv } = {},
): Running {
  const child = spawn(file, args, { cwd: root, env: { ...process.env, ...given.env }, stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  let rest = '';
  const ready: string[] = [];
  let wake: () => void = () => undefined;
  let over = false;
  let stopped = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    ready.push(...parts);
    wake();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // It may end without reading.
  child.stdin.on('error', () => undefined);
  child.stdin.end(given.stdin ?? '');
  const ended = new Promise<Ran>((resolve, reject) => {
    const finish = (settle: () => void) => {
      over = true;
      if (rest !== '') ready.push(rest);
      wake();
      settle();
    };
    child.on('error', (error) => finish(() => reject(error)));
    child.on('close', (code, signal) =>
      finish(() =>
        code === 0 || stopped
          ? resolve({ stdout, stderr })
          : reject(new Error(`${file} ${args.join(' ')} ended with ${code ?? signal}:\n${stderr}${stdout}`)),
      ),
    );
  });
  ended.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    async *lines() {
      for (;;) {
        const line = ready.shift();
        if (line !== undefined) yield line;
        else if (over) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    ended,
    stop(signal = 'SIGTERM') {
      stopped = true;
      child.kill(signal);
    },
  };
}

/** Asks once whether a program runs at all; where it does not, `.ci/prepare` is tried once. */
export async function have(file: string, args: readonly string[], what: string): Promise<void> {
  if (await answers(file, args)) return;
  prepared ??= promisify(execFile)(join(root, '.ci', 'prepare')).then(
    ({ stdout }) => stdout,
    (error: unknown) => String(error),
  );
  const said = await prepared;
  if (!(await answers(file, args))) throw new Unavailable(`${what} is not to be had here: ${said.trim()}`);
}

let prepared: Promise<string> | undefined;

async function answers(file: string, args: readonly string[]): Promise<boolean> {
  return promisify(execFile)(file, [...args]).then(
    () => true,
    () => false,
  );
}
