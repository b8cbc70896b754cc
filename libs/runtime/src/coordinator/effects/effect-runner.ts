import { effectKey } from './effect-key.js';
import type { InstanceIdentity, Json } from '@skald/contracts';
import { toJson } from '@skald/contracts';
import type { EffectCall, EffectOutcome } from '@skald/engine';
import { recordError } from '@skald/engine';

/** Runs effects once their turn is durable, each one time in this process; the outcome comes back as an input. */
export class EffectRunner {
  readonly #running = new Set<string>();

  constructor(private readonly done: (identity: InstanceIdentity, effectId: string, outcome: EffectOutcome) => void) {}

  get count(): number {
    return this.#running.size;
  }

  run(identity: InstanceIdentity & { readonly run: number }, calls: readonly EffectCall[]): void {
    for (const call of calls) void this.#run(identity, call);
  }

  async #run(identity: InstanceIdentity & { readonly run: number }, { effectId, fn }: EffectCall): Promise<void> {
    const key = effectKey(identity, effectId);
    if (this.#running.has(key)) return;
    this.#running.add(key);
    const outcome = await outcomeOf(() => fn({ idempotencyKey: key }));
    this.#running.delete(key);
    this.done(identity, effectId, outcome);
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
