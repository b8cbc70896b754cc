import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Lines } from './line-reader.ts';

export const root = join(import.meta.dirname, '..', '..', '..');

/** One of our processes, as a user starts it. */
export class ProcessUnderTest {
  readonly output: Lines;
  readonly errors: Lines;
  readonly ended: Promise<number | NodeJS.Signals | null>;
  readonly #child: ChildProcess;

  constructor(script: string, environment: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, [join(root, script)], {
      cwd: root,
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.output = new Lines(this.#child.stdout!);
    this.errors = new Lines(this.#child.stderr!);
    this.ended = new Promise((resolve) => this.#child.once('exit', (code, signal) => resolve(code ?? signal)));
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** What it said so far, for the message of a failing test. */
  get said(): string {
    return [...this.output.seen, ...this.errors.seen].join('\n');
  }

  async kill9(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  /** It stands still, as if its machine were too busy; sockets stay open. */
  suspend(): void {
    this.#child.kill('SIGSTOP');
  }

  resume(): void {
    this.#child.kill('SIGCONT');
  }

  /** Asks it to end, and returns its exit code. */
  async stop(): Promise<number | NodeJS.Signals | null> {
    this.#child.kill('SIGTERM');
    return this.ended;
  }
}
