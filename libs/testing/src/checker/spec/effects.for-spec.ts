import type { Json, Operation } from '@skald/contracts';
import { digestOf } from '../evidence/digest-of.js';
import type { ActivityCall, EffectiveEffect, EffectLog } from '../evidence/effect-log.js';
import { began } from './written-journal.for-spec.js';

const keyOf = (id: string, operation: Operation): string => `order-42:${id}:${operation}`;

/** A call of a handler that returned. `second`: after the beginning. */
export const called = (
  id: string,
  operation: Operation = 'execute',
  second = 0,
  output: Json | undefined = null,
): ActivityCall => ({
  ...{ key: keyOf(id, operation), operation, activity: `shop.${id}`, attempt: 1, at: began + second * 1_000 },
  ...(output === undefined ? {} : { output: digestOf(output) }),
});

export const effect = (id: string, operation: Operation = 'execute', second = 0): EffectiveEffect => ({
  ...{ key: keyOf(id, operation), operation, activity: `shop.${id}`, at: began + second * 1_000 },
});

export const effects = (
  calls: readonly ActivityCall[],
  effective: readonly EffectiveEffect[] = [],
  faults: EffectLog['faults'] = { byKey: {}, anywhere: 0 },
): { readonly effects: EffectLog } => ({ effects: { calls, effective, faults } });
