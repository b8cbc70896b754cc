import type {
  Attribute,
  Attributes,
  AttributesPatch,
  AttributesUpdated,
  Json,
  Schema,
  ViewUpdated,
} from '@skald/contracts';
import { attributesFlaw, toJson } from '@skald/contracts';
import { payloadLimit, tooLarge } from '../decisions/payload-limit.js';
import { SagaBug } from '../errors/saga-bug.js';
import type { InstanceState } from '../state/instance-state.js';
import type { Given } from './given.js';
import { checkGiven, checkValue, replayedValue } from './given.js';
import { isRecorded } from './recorded-json.js';

const anyJson: Schema = { '~standard': { version: 1, vendor: 'skald', validate: (value) => ({ value }) } };

/**
 * What the outside may read of an instance. It is shown, not decided: what the code shows is brought into the history where
 * it differs from what stands there, and never held against it. So a view may change under open instances.
 */
export class Shown {
  private view: Given | undefined;
  private changed = false;

  constructor(
    private readonly viewSchema: Schema = anyJson,
    private present: Attributes = {},
  ) {
    this.present = Object.freeze({ ...present });
  }

  get attributes(): Attributes {
    return this.present;
  }

  /** Something may have to be recorded. */
  get isPending(): boolean {
    return this.view !== undefined || this.changed;
  }

  /** Of several views between two inputs the last one counts. @throws SagaBug */
  show(value: unknown, replaying: boolean): void {
    this.view = replaying ? replayedValue(value) : { kind: 'checked', json: checkView(this.viewSchema, value) };
  }

  /** @throws SagaBug naming the attribute */
  patch(patch: AttributesPatch): void {
    const given = toJson(patch) as Readonly<Record<string, Attribute | null>>;
    const merged = merge(this.present, given);
    const flaw = attributesFlaw(typeof given === 'object' && !Array.isArray(given) ? merged : given);
    if (flaw !== undefined) {
      throw new SagaBug(
        'INVALID_INPUT',
        `ctx.attributes: ${flaw.path.map((name) => `/${name} `).join('')}${flaw.detail}`,
      );
    }
    if (tooLarge(merged)) throw new SagaBug('INVALID_INPUT', `ctx.attributes: together over ${payloadLimit} bytes`);
    this.present = Object.freeze(merged);
    this.changed = true;
  }

  /** Lets go of what stands in the history already. */
  compare({ view, attributes }: InstanceState): void {
    if (this.view !== undefined && view !== undefined && isRecorded(this.view, this.viewSchema, view)) {
      this.view = undefined;
    }
    if (this.changed) this.changed = Object.keys(difference(attributes, this.present)).length > 0;
  }

  /** What is to be recorded next. @throws SagaBug a view seen on replay that does not fit */
  next({ attributes }: InstanceState): ViewUpdated | AttributesUpdated | undefined {
    if (this.changed) {
      this.changed = false;
      return { type: 'AttributesUpdated', attributes: difference(attributes, this.present) };
    }
    const { view } = this;
    if (view === undefined) return undefined;
    this.view = undefined;
    const json =
      view.kind === 'checked' ? view.json : checkView(this.viewSchema, checkGiven(this.viewSchema, view, 'ctx.view'));
    return { type: 'ViewUpdated', view: json };
  }
}

function checkView(schema: Schema, value: unknown): Json {
  const view = checkValue(schema, value, 'ctx.view');
  if (tooLarge(view)) throw new SagaBug('INVALID_INPUT', `ctx.view: over ${payloadLimit} bytes`);
  return view;
}

/** Attributes after a change; null removes. */
export function merge(attributes: Attributes, patch: AttributesPatch): Attributes {
  const merged = { ...attributes, ...patch };
  return Object.fromEntries(Object.entries(merged).filter((entry): entry is [string, Attribute] => entry[1] !== null));
}

function difference(from: Attributes, to: Attributes): AttributesPatch {
  const removed = Object.keys(from).filter((name) => !Object.hasOwn(to, name));
  const set = Object.entries(to).filter(([name, value]) => !Object.is(from[name], value));
  return Object.fromEntries([...set, ...removed.map((name) => [name, null] as const)]);
}
