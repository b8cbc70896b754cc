import { spawn } from 'node:child_process';
import type { Identity } from './process.ts';

// Waits for the end of its input, which the system closes when the owner dies, however it dies.
const script = 'read -r _; kill -KILL "$1" 2>/dev/null';

/** Kills the server when this process ends without having stopped it. Returns how to let go of it. */
export function guard({ pid }: Identity): () => void {
  const child = spawn('sh', ['-c', script, 'sh', `${pid}`], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  (child.stdin as unknown as { unref(): void }).unref();
  child.unref();
  return () => void child.kill('SIGKILL');
}
