import type { Call, EffectStore, HappenedEffect } from './effect-store.js';

/** For tests: what was called and what happened lie open. */
export class MemoryEffects implements EffectStore {
  readonly calls: Call[] = [];
  readonly effects = new Map<string, HappenedEffect>();

  async called(call: Call): Promise<void> {
    this.calls.push(call);
  }

  async happened(effect: HappenedEffect): Promise<boolean> {
    if (this.effects.has(effect.key)) return false;
    this.effects.set(effect.key, effect);
    return true;
  }

  async has(key: string): Promise<boolean> {
    return this.effects.has(key);
  }
}
