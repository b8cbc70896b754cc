import type { Input } from '../decisions/input.js';

/** What a turn consumed, for people: `saga.results-3@1841`, `effect:limits`. A wake names its timers one by one. */
export function causeOf(input: Exclude<Input, { kind: 'wake' }>): string {
  if ('source' in input && input.source !== undefined) return input.source.label;
  return input.kind === 'effect' ? `effect:${input.effectId}` : input.kind;
}
