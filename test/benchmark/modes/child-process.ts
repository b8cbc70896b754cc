import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ChildSettings } from '../child/setup.ts';

const folder = join(import.meta.dirname, '../child');

/** Starts a process of the cluster and waits until it can work. */
export async function startChild(name: string, settings: ChildSettings, execArgv: string[]): Promise<ChildProcess> {
  const child = fork(join(folder, `${name}.ts`), [JSON.stringify(settings)], { execArgv });
  const ready = once(child, 'message');
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with ${code} before it was ready`);
  });
  await Promise.race([ready, ended]);
  ended.catch(() => undefined);
  return child;
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await exited;
  clearTimeout(timer);
}
