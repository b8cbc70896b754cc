import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that cannot be mistaken for a later one with the same pid. */
export interface Identity {
  pid: number;
  started: string;
}

export function self(): Identity {
  return { pid: process.pid, started: startOf(process.pid) ?? '' };
}

/** Starts a program that outlives this process, its output appended to the log. */
export function launch(file: string, args: string[], log: string): Promise<Identity> {
  const output = openSync(log, 'a');
  const child = spawn(file, args, { detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      resolve({ pid: child.pid!, started: startOf(child.pid!) ?? '' });
    });
  });
}

export function isAlive({ pid, started }: Identity): boolean {
  return startOf(pid) === started;
}

/** Sends the signal if the process is still the one meant. */
export function signal(target: Identity, name: NodeJS.Signals): void {
  if (!isAlive(target)) return;
  try {
    process.kill(target.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export async function hasExited(target: Identity, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (isAlive(target)) {
    if (performance.now() > until) return false;
    await sleep(20);
  }
  return true;
}

/** After SIGSTOP: true when every thread stands still. */
export async function hasStopped({ pid }: Identity, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (!threadStates(pid).every((state) => state.startsWith('T'))) {
    if (performance.now() > until) return false;
    await sleep(5);
  }
  return true;
}

function threadStates(pid: number): string[] {
  try {
    if (!existsSync('/proc/self/stat')) {
      return [execFileSync('ps', ['-o', 'stat=', '-p', `${pid}`], { encoding: 'utf8' }).trim()];
    }
    return readdirSync(`/proc/${pid}/task`).map((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8').replace(/^.*\) /s, ''),
    );
  } catch {
    return [];
  }
}

/** When the process was started; undefined when there is none, or only its remains. */
function startOf(pid: number): string | undefined {
  try {
    if (existsSync('/proc/self/stat')) {
      const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return isGone(afterName[0]) ? undefined : afterName[19];
    }
    const [state, ...start] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', `${pid}`], { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
    return isGone(state) ? undefined : start.join(' ');
  } catch {
    return undefined;
  }
}

function isGone(state: string | undefined): boolean {
  return state === undefined || /^[ZX]/.test(state);
}
