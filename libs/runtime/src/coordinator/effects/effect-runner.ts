import { effectKey } from './effect-key.js';
import type { InstanceIdentity, Json } from '@skald/contracts';
import { instanceKey, toJson } from '@skald/contracts';
import type { EffectCall, EffectOutcome } from '@skald/engine';
import { recordError } from '@skald/engine';

export interface EffectDone {
  readonly instance: string;
  readonly run: number;
  readonly effectId: string;
  readonly outcome: EffectOutcome;
  /** To be called when it stands in the history. */
  readonly recorded: () => void;
}

/** Runs effects once their turn is durable, each one time in this process; the outcome comes back as an input. */
export class EffectRunner {
  /** By key, until their outcome is recorded: which instance they are of. */
  readonly #open = new Map<string, string>();

  constructor(private readonly done: (effect: EffectDone) => void) {}

  get count(): number {
    return this.#open.size;
  }

  /** What another owner may have to run again, and this one after it. */
  forget(keep: (instance: string) => boolean): void {
    for (const [key, instance] of this.#open) if (!keep(instance)) this.#open.delete(key);
  }

  run(identity: InstanceIdentity & { readonly run: number }, calls: readonly EffectCall[]): void {
    for (const call of calls) void this.#run(identity, call);
  }

  async #run(identity: InstanceIdentity & { readonly run: number }, { effectId, fn }: EffectCall): Promise<void> {
    const key = effectKey(identity, effectId);
    if (this.#open.has(key)) return;
    const instance = instanceKey(identity);
    this.#open.set(key, instance);
    const outcome = await outcomeOf(() => fn({ idempotencyKey: key }));
    this.done({ instance, run: identity.run, effectId, outcome, recorded: () => this.#open.delete(key) });
  }
}

async function outcomeOf(fn: () => unknown): Promise<EffectOutcome> {
  try {
    const value: Json = toJson(await fn());
    return { value };
  } catch (error) {
    return { error: recordError(error) };
  }
}
