import type { ActivityContract, Json, RecordedError } from '@skald/contracts';
import { toJson } from '@skald/contracts';
import { CanceledFailure } from '../errors/canceled-failure.js';
import { EffectFailure } from '../errors/effect-failure.js';
import type { SagaFailure } from '../errors/saga-failure.js';
import { CallIds } from './call-ids.js';
import type { EffectTools } from './context.js';
import { heard } from './heard.js';
import { Inbox } from './inbox.js';
import { isInside } from './scopes.js';
import { Waits } from './waits.js';

export type OutputContract = Pick<ActivityContract, 'name' | 'output'>;

export interface EffectCall {
  readonly effectId: string;
  readonly fn: (tools: EffectTools) => unknown;
}

/** What the code of one run asked for and still waits for, and how it hears of that: each answer is a copy of its own. */
export class Asked {
  readonly ids = new CallIds();
  readonly waits: Waits;
  readonly inbox: Inbox;
  /** Contracts of the activities and children that are waited for: live outputs are checked against them. */
  readonly contracts = new Map<string, OutputContract>();
  readonly effects = new Map<string, EffectCall>();
  /** One effect for one name and input. */
  readonly knownEffects = new Map<string, { readonly effectId: string; readonly promise: Promise<unknown> }>();
  /** Timers that are waited for. */
  readonly timers = new Set<string>();
  /** Scopes of the activities that are waited for; those outside of any are not in it. */
  private readonly scopeOf = new Map<string, string>();

  private readonly failedScopes = new Set<string>();

  /** `goesOn`: called right before code that waited goes on. */
  constructor(goesOn: () => void) {
    this.waits = new Waits(goesOn);
    this.inbox = new Inbox(this.waits);
  }

  /** Of an activity or a child. */
  output<O>(activityId: string, contract: OutputContract, scope: string | undefined): Promise<O> {
    this.contracts.set(activityId, contract);
    if (scope !== undefined) this.scopeOf.set(activityId, scope);
    return this.waits.open<O>(`activity:${activityId}`);
  }

  activityCompleted(activityId: string, output: Json): boolean {
    this.forget(activityId);
    return this.waits.resolve(`activity:${activityId}`, toJson(output));
  }

  activityFailed(activityId: string, failure: SagaFailure): boolean {
    this.forget(activityId);
    return this.waits.reject(`activity:${activityId}`, failure);
  }

  timerFired(timerId: string): boolean {
    this.timers.delete(timerId);
    return this.waits.resolve(`timer:${timerId}`, undefined);
  }

  signalReceived(name: string, payload: Json): boolean {
    return this.inbox.deliver(name, toJson(payload));
  }

  effectRecorded(effectId: string, outcome: { readonly value: Json } | { readonly error: RecordedError }): boolean {
    this.effects.delete(effectId);
    const key = `effect:${effectId}`;
    if ('value' in outcome) return this.waits.resolve(key, toJson(outcome.value));
    return this.waits.reject(key, new EffectFailure(effectId, outcome.error));
  }

  scopeUndone(scope: string): boolean {
    return this.waits.resolve(`scope:${scope}`, undefined);
  }

  /** A scope failed: what is still open inside it is given up, and nothing more begins there. */
  giveUpScope(scope: string): void {
    this.failedScopes.add(scope);
    for (const [activityId, inside] of this.scopeOf) {
      if (isInside(inside, scope)) this.activityFailed(activityId, scopeFailed());
    }
  }

  /** What is asked for in a failed scope is given up at once: its plan is made. */
  givenUp(scope: string | undefined): Promise<never> | undefined {
    for (const failed of this.failedScopes) {
      if (isInside(scope, failed)) return heard(Promise.reject(scopeFailed()));
    }
    return undefined;
  }

  /** Rejects whatever is waited for. Gives the timers that nobody waits for any more. */
  giveUp(reason: string | undefined): readonly string[] {
    this.contracts.clear();
    this.scopeOf.clear();
    this.forgetPendingEffects();
    const timers = [...this.timers];
    this.timers.clear();
    this.waits.rejectAll(() => new CanceledFailure(reason));
    return timers;
  }

  /** What was scheduled runs and is recorded; whoever asks again gets a new one. */
  private forgetPendingEffects(): void {
    for (const [identity, { effectId }] of this.knownEffects) {
      if (this.effects.has(effectId)) this.knownEffects.delete(identity);
    }
  }

  private forget(activityId: string): void {
    this.contracts.delete(activityId);
    this.scopeOf.delete(activityId);
  }
}

function scopeFailed(): CanceledFailure {
  return new CanceledFailure('its scope failed');
}
