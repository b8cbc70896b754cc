import { requireSagaName } from '../identity/names.js';
import type { Schema, SchemaOutput } from './schema.js';
import { requireSchema } from './schema.js';
import { shown } from './shown.js';
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

/** @throws TypeError naming the schema or the signal that is none, or that is there twice. */
export function defineSaga<I extends Schema, O extends Schema, V extends Schema = Schema>(
  name: string,
  declaration: SagaDeclaration<I, O, V>,
): SagaContract<SchemaOutput<I>, SchemaOutput<O>, SchemaOutput<V>> {
  requireSagaName(name);
  const { input, output, signals = [], view } = declaration;
  const field = `saga ${name}`;
  requireSchema(input, `${field}: input`);
  requireSchema(output, `${field}: output`);
  if (view !== undefined) requireSchema(view, `${field}: view`);
  requireSignals(signals, `${field}: signals`);
  return Object.freeze({
    kind: 'saga',
    name,
    input: input as Schema<SchemaOutput<I>>,
    output: output as Schema<SchemaOutput<O>>,
    signals: Object.freeze([...signals]),
    ...(view === undefined ? {} : { view: view as Schema<SchemaOutput<V>> }),
  });
}

function requireSignals(signals: readonly SignalContract[], field: string): void {
  if (!Array.isArray(signals)) throw new TypeError(`${field}: ${shown(signals)} is not a list`);
  const names = new Set<string>();
  for (const given of signals as readonly unknown[]) {
    const signal = given as SignalContract | null | undefined;
    if (signal?.kind !== 'signal') throw new TypeError(`${field}: ${shown(given)} is not what defineSignal gives`);
    if (names.has(signal.name)) throw new TypeError(`${field}: ${signal.name} stands there twice`);
    names.add(signal.name);
  }
}
