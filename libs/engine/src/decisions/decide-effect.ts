import { toJson } from '@skald/contracts';
import { recordError } from '../errors/record-error.js';
import type { InstanceState } from '../state/instance-state.js';
import type { EffectOutcome, Input } from './input.js';
import { payloadLimit, tooLarge } from './payload-limit.js';
import type { Verdict } from './verdict.js';
import { events, repeat } from './verdict.js';

export function decideEffect(state: InstanceState, input: Extract<Input, { kind: 'effect' }>): Verdict {
  if (input.run !== state.run || !state.effects.has(input.effectId)) return repeat;
  return events({ type: 'EffectRecorded', effectId: input.effectId, ...recordable(input.effectId, input.outcome) });
}

function recordable(effectId: string, outcome: EffectOutcome): EffectOutcome {
  if ('error' in outcome) return { error: recordError(outcome.error) };
  try {
    const value = toJson(outcome.value);
    if (!tooLarge(value)) return { value };
    return { error: { type: 'PAYLOAD_TOO_LARGE', message: `effect ${effectId} gave over ${payloadLimit} bytes` } };
  } catch (error) {
    return { error: { type: 'UNSERIALIZABLE', message: `effect ${effectId}: ${recordError(error).message}` } };
  }
}
