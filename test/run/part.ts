import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

// Long past what any part takes: a part that hangs must not hang the run.
const patienceMs = 30 * 60_000;

/** Runs Node to the end; `live` lets it talk to the terminal itself. Never throws: a part that cannot run has failed. */
export function runNode(args: readonly string[], how: 'live' | 'quiet'): Promise<Outcome> {
  const since = performance.now();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const child = spawn(process.execPath, args, { cwd: root, stdio: how === 'live' ? 'inherit' : 'pipe' });
    const limit = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    const end = (code: number, note = '') => {
      clearTimeout(limit);
      resolve({ code, output: Buffer.concat(chunks).toString() + note, seconds: (performance.now() - since) / 1000 });
    };
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => end(1, String(error)));
    child.on('close', (code, signal) => end(code ?? 1, signal ? `\nended by ${signal}\n` : ''));
  });
}
