import type { ActivityCall, EffectiveEffect, EffectLog } from '../../checker/evidence/effect-log.js';

interface Call {
  readonly row: ActivityCall;
  output?: string;
}

/**
 * The world that activities act upon, and that no fault touches: every call is written down, and each idempotency key
 * takes effect once, as with any service that keeps such keys.
 */
export class OutsideWorld {
  private readonly calls: Call[] = [];
  private readonly underWay = new Set<Call>();
  private readonly byKey = new Map<string, EffectiveEffect>();

  constructor(private readonly now: () => number) {}

  called(call: Omit<ActivityCall, 'at' | 'output'>): { returned(output: string): void; ended(): void } {
    const noted: Call = { row: { ...call, at: this.now() } };
    this.calls.push(noted);
    this.underWay.add(noted);
    return { returned: (output) => (noted.output = output), ended: () => this.underWay.delete(noted) };
  }

  get isBusy(): boolean {
    return this.underWay.size > 0;
  }

  /** False: this key had its effect before. */
  takeEffect(effect: Omit<EffectiveEffect, 'at'>): boolean {
    if (this.byKey.has(effect.key)) return false;
    this.byKey.set(effect.key, { ...effect, at: this.now() });
    return true;
  }

  /** `repeats`: how many faults there were that may have repeated any call. */
  log(repeats: number): EffectLog {
    return {
      calls: this.calls.map(({ row, output }) => (output === undefined ? row : { ...row, output })),
      effective: [...this.byKey.values()],
      faults: { byKey: {}, anywhere: repeats },
    };
  }
}
