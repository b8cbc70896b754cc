import type { InstanceState } from '../state/instance-state.js';
import type { Input } from './input.js';
import type { Verdict } from './verdict.js';
import { events, repeat } from './verdict.js';

export function decideEffect(state: InstanceState, input: Extract<Input, { kind: 'effect' }>): Verdict {
  if (!state.effects.has(input.effectId)) return repeat;
  return events({ type: 'EffectRecorded', effectId: input.effectId, ...input.outcome });
}
