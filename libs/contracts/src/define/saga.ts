import { requireSagaName } from '../identity/names.js';
import type { Schema, SchemaOutput } from './schema.js';
import type { SignalContract } from './signal.js';

export interface SagaContract<I = any, O = any> {
  readonly kind: 'saga';
  readonly name: string;
  readonly input: Schema<I>;
  readonly output: Schema<O>;
  readonly signals: readonly SignalContract[];
}

export interface SagaDeclaration<I extends Schema, O extends Schema> {
  readonly input: I;
  readonly output: O;
  readonly signals?: readonly SignalContract[];
}

export function defineSaga<I extends Schema, O extends Schema>(
  name: string,
  declaration: SagaDeclaration<I, O>,
): SagaContract<SchemaOutput<I>, SchemaOutput<O>> {
  requireSagaName(name);
  return Object.freeze({
    kind: 'saga',
    name,
    input: declaration.input as Schema<SchemaOutput<I>>,
    output: declaration.output as Schema<SchemaOutput<O>>,
    signals: Object.freeze([...(declaration.signals ?? [])]),
  });
}
