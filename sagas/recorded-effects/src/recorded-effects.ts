import { Inject, Injectable } from '@nestjs/common';
import type { ActivityContract } from '@skald/contracts';
import { idempotencyKey } from '@skald/contracts';
import type { ActivityContext } from '@skald/nest';
import { EffectStore } from './effect-store.js';

/** How the participants of this example do what they do: by writing it down, once. */
@Injectable()
export class RecordedEffects {
  constructor(@Inject(EffectStore) private readonly store: EffectStore) {}

  async called({ name }: ActivityContract, ctx: ActivityContext): Promise<void> {
    const { operation, attempt } = ctx;
    await this.store.called({ key: ctx.idempotencyKey, activity: name, operation, attempt, at: new Date() });
  }

  /** A repeated call changes nothing. */
  async execute({ name }: ActivityContract, ctx: ActivityContext): Promise<void> {
    await this.store.happened({ key: keyOf(ctx, 'execute'), activity: name, operation: 'execute', at: new Date() });
  }

  /** Undoes what happened, once; what did not happen needs no undoing. */
  async undo({ name }: ActivityContract, ctx: ActivityContext): Promise<void> {
    if (!(await this.store.has(keyOf(ctx, 'execute')))) return;
    await this.store.happened({
      key: keyOf(ctx, 'compensate'),
      activity: name,
      operation: 'compensate',
      at: new Date(),
    });
  }
}

/** The undo that is sent once more, because the effect came late, has a key of its own; it is still the same undo. */
function keyOf(ctx: ActivityContext, operation: 'execute' | 'compensate'): string {
  const { namespace, workflowId, run, activityId } = ctx;
  return idempotencyKey({ namespace, workflowId, run, activityId, operation });
}
