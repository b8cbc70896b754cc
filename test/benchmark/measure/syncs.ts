import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Not one of ours: a tool of the machine. */
const tracer = 'strace';

/** Counts fsync and fdatasync of a process while something goes on; undefined where strace cannot be used. */
export async function countSyncs(pid: number, during: () => Promise<void>): Promise<number | undefined> {
  const strace = spawn(tracer, ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-p', `${pid}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  strace.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<void>((resolve) => {
    strace.once('error', () => resolve());
    strace.once('close', () => resolve());
  });
  await Promise.race([sleep(500), ended]);
  if (strace.pid === undefined || strace.exitCode !== null) return undefined;
  await during();
  strace.kill('SIGINT');
  await Promise.race([ended, once(strace, 'close')]);
  return output.match(/\b(fsync|fdatasync)\(\d+/g)?.length ?? 0;
}
