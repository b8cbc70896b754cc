import { requireSignalName } from '../identity/names.js';
import type { Schema, SchemaOutput } from './schema.js';
import { requireSchema } from './schema.js';

/** A message from outside that an instance waits for. */
export interface SignalContract<T = any> {
  readonly kind: 'signal';
  readonly name: string;
  readonly payload: Schema<T>;
}

export function defineSignal<S extends Schema>(name: string, payload: S): SignalContract<SchemaOutput<S>> {
  requireSignalName(name);
  requireSchema(payload, `signal ${name}: payload`);
  return Object.freeze({ kind: 'signal', name, payload: payload as Schema<SchemaOutput<S>> });
}
