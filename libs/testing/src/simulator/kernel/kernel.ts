import { Heap } from 'heap-js';
import type { Cancel } from '@skald/ports';
import type { Random } from './random.js';
import type { Trace } from './trace.js';

interface Task {
  at: number;
  /** Among tasks of one instant: drawn from the seed. */
  readonly tie: number;
  readonly order: number;
  readonly name: string;
  readonly run: () => void;
  /** Not now: the instant at which to ask again. */
  readonly heldUntil: () => number | undefined;
  cancelled: boolean;
}

const never = (): undefined => undefined;

/** 2026-01-01, so that instants read well. */
export const simulatedEpoch = Date.parse('2026-01-01T00:00:00.000Z');

/** More than this in one instant is a loop that waits for nothing. */
const mostTasksOfAnInstant = 200_000;

/**
 * Simulated time: one heap of (instant, a tie-break drawn from the seed, task). A task runs alone; what it set off in
 * promises settles before the next one. Instants in milliseconds since 1970.
 */
export class Kernel {
  private readonly tasks = new Heap<Task>((a, b) => a.at - b.at || a.tie - b.tie || a.order - b.order);
  private readonly ties: Random;
  private instant = simulatedEpoch;
  private order = 0;
  private inInstant = 0;
  private failure: { readonly error: unknown } | undefined;
  /** Tasks that ran. */
  count = 0;

  constructor(
    random: Random,
    private readonly trace: Trace,
  ) {
    this.ties = random.fork('ties');
  }

  get now(): number {
    return this.instant;
  }

  /** The task may not throw; what it throws ends the simulation. */
  after(delayMs: number, name: string, run: () => void, heldUntil: () => number | undefined = never): Cancel {
    const at = this.instant + Math.max(0, Math.ceil(delayMs));
    const task: Task = { at, tie: this.ties.fraction(), order: this.order++, name, run, heldUntil, cancelled: false };
    this.tasks.push(task);
    return () => void (task.cancelled = true);
  }

  /** Something that must never happen did: `run` rejects with it. */
  fail(error: unknown): void {
    this.failure ??= { error };
  }

  /** Until this instant, or sooner when `done` says so after a task. */
  async run(until: number, done: () => boolean = () => false): Promise<void> {
    await settled();
    for (let task = this.tasks.peek(); task !== undefined && task.at <= until; task = this.tasks.peek()) {
      this.tasks.pop();
      if (task.cancelled) continue;
      this.reach(task.at);
      const held = task.heldUntil();
      if (held !== undefined) {
        task.at = Math.max(held, task.at);
        this.tasks.push(task);
        continue;
      }
      this.enter(task);
      task.run();
      await settled();
      if (this.failure !== undefined) throw this.failure.error;
      if (done()) return;
    }
    this.reach(until);
  }

  private reach(instant: number): void {
    if (instant <= this.instant) return;
    this.instant = instant;
    this.inInstant = 0;
  }

  private enter(task: Task): void {
    if (++this.inInstant > mostTasksOfAnInstant) {
      throw new Error(`the simulation does not leave ${new Date(this.instant).toISOString()}: last ${task.name}`);
    }
    this.count++;
    this.trace.write(`${this.instant - simulatedEpoch} ${task.name}`);
  }
}

/** Every promise chain that was ready has settled when it resolves: nothing here waits for the real world. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
