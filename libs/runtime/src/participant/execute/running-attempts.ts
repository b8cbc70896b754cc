import type { CancelCommand } from '@skald/contracts';

import { ActivityAborted } from '../errors/activity-aborted.error.js';
import type { AttemptContext } from './attempt-context.js';

/** What must not be cut off lightly: handlers, and what is done with their outcomes. */
export class RunningAttempts {
  readonly #contexts = new Set<AttemptContext>();
  #open = 0;
  #idle: (() => void)[] = [];

  /** Attempts whose handler runs, also those whose time is over. */
  get handlers(): number {
    return this.#contexts.size;
  }

  /** Counts as open until the promise has settled. */
  async track<T>(work: () => Promise<T>): Promise<T> {
    this.#open++;
    try {
      return await work();
    } finally {
      this.#open--;
      if (this.#open === 0) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }

  async during<T>(ctx: AttemptContext, call: Promise<T>): Promise<T> {
    this.#contexts.add(ctx);
    try {
      return await call;
    } finally {
      this.#contexts.delete(ctx);
    }
  }

  /** Resolves when nothing is open. */
  idle(): Promise<void> {
    return this.#open === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Asks handlers to stop whose attempts were given up. */
  cancel(command: CancelCommand): void {
    for (const ctx of this.#contexts) if (isOf(ctx, command)) ctx.stop(new ActivityAborted(command.reason));
  }

  /** Asks every handler to stop because the process ends. */
  abort(): void {
    const reason = new ActivityAborted('drain');
    for (const ctx of this.#contexts) ctx.stop(reason);
  }
}

function isOf(ctx: AttemptContext, { namespace, workflowId, run, activityId, attempt }: CancelCommand): boolean {
  const same = ctx.activityId === activityId && ctx.workflowId === workflowId && ctx.namespace === namespace;
  return same && ctx.run === run && ctx.operation === 'execute' && ctx.attempt <= attempt;
}
