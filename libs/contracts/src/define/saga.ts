import { requireSagaName } from '../identity/names.js';
import type { Schema, SchemaOutput } from './schema.js';
import type { SignalContract } from './signal.js';

export interface SagaContract<I = any, O = any, V = any> {
  readonly kind: 'saga';
  readonly name: string;
  readonly input: Schema<I>;
  readonly output: Schema<O>;
  readonly signals: readonly SignalContract[];
  /** Of what `ctx.view` shows; left out: any JSON. */
  readonly view?: Schema<V>;
}

export interface SagaDeclaration<I extends Schema, O extends Schema, V extends Schema> {
  readonly input: I;
  readonly output: O;
  readonly signals?: readonly SignalContract[];
  /** Of what the outside may read at any time. */
  readonly view?: V;
}

export function defineSaga<I extends Schema, O extends Schema, V extends Schema = Schema>(
  name: string,
  declaration: SagaDeclaration<I, O, V>,
): SagaContract<SchemaOutput<I>, SchemaOutput<O>, SchemaOutput<V>> {
  requireSagaName(name);
  const { input, output, signals = [], view } = declaration;
  return Object.freeze({
    kind: 'saga',
    name,
    input: input as Schema<SchemaOutput<I>>,
    output: output as Schema<SchemaOutput<O>>,
    signals: Object.freeze([...signals]),
    ...(view === undefined ? {} : { view: view as Schema<SchemaOutput<V>> }),
  });
}
