import type { RecordedError } from '@skald/contracts';
import { SagaFailure } from './saga-failure.js';

/** The function given to `ctx.effect` threw; recorded like a value. */
export class EffectFailure extends SagaFailure {
  override readonly name = 'EffectFailure';
  override readonly code = 'EFFECT_FAILURE';
  constructor(
    readonly effect: string,
    failure: RecordedError,
  ) {
    super(failure.type, failure.message, failure.details);
  }
}
