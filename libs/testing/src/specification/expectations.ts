import type {
  ActivityContract,
  DomainEventContract,
  Json,
  ParkCode,
  SagaContract,
  SagaStatus,
  SignalContract,
} from '@skald/contracts';
import { canonicalText } from './canonical-text.js';
import type { RecordedInstance } from './recorded-instance.js';

/** What must hold at the end. */
export interface Expectation {
  /** For people: `compensated inventory.reserve`. */
  readonly text: string;
  /** What came instead; undefined: it holds. */
  readonly butGot: (instance: RecordedInstance) => string | undefined;
}

/** With this output, where one is given. */
export function completed(...output: readonly [output?: unknown]): Expectation {
  return {
    text: output.length === 0 ? 'completed' : `completed with ${canonicalText(output[0])}`,
    butGot: (instance) => {
      if (instance.status !== 'completed') return statusText(instance);
      if (output.length === 0 || canonicalText(instance.output) === canonicalText(output[0])) return undefined;
      return `completed with ${canonicalText(instance.output)}`;
    },
  };
}

/** The forward part failed with this error type; what there was to undo may be undone, or not yet. */
export function failed(type: string): Expectation {
  return {
    text: `failed with ${type}`,
    butGot: (instance) => (instance.error?.type === type ? undefined : statusText(instance)),
  };
}

/** Everything is undone, exactly these activities and children, in this order; none named: the order does not matter. */
export function compensated(...contracts: readonly (ActivityContract | SagaContract)[]): Expectation {
  const names = contracts.map(({ name }) => name).join(', ');
  return {
    text: `compensated ${names}`.trim(),
    butGot: (instance) => {
      const undone = instance.undone.join(', ') || 'nothing';
      if (instance.status !== 'compensated') return `${statusText(instance)}; undone: ${undone}`;
      return contracts.length === 0 || undone === names ? undefined : `compensated ${undone}`;
    },
  };
}

const ended = (status: SagaStatus): Expectation => ({
  text: status,
  butGot: (instance) => (instance.status === status ? undefined : statusText(instance)),
});

export const canceled = (): Expectation => ended('canceled');

export const terminated = (): Expectation => ended('terminated');

/** Undos gave up: an operator is waited for. */
export const compensationFailed = (): Expectation => ended('compensation-failed');

/** Past the pivot something failed for good: an operator is waited for. */
export const forwardFailed = (): Expectation => ended('forward-failed');

export const paused = (): Expectation => ended('paused');

/** Asked for at least once, with this input where one is given. */
export function executed<I>(contract: ActivityContract<I>, ...input: readonly [input?: I]): Expectation {
  return asked(contract.name, 'executed', input, (instance) =>
    instance.scheduled.filter(({ activity }) => activity === contract.name).map((event) => event.input),
  );
}

/** Published at least once, with this payload where one is given. */
export function emitted<T>(event: DomainEventContract<T>, ...payload: readonly [payload?: T]): Expectation {
  return asked(event.topic, 'emitted', payload, (instance) =>
    instance
      .eventsOf('DomainEventEmitted')
      .filter(({ topic }) => topic === event.topic)
      .map((one) => one.payload),
  );
}

function asked(
  name: string,
  did: string,
  wanted: readonly unknown[],
  of: (instance: RecordedInstance) => readonly (Json | undefined)[],
): Expectation {
  const wish = wanted.length === 0 ? undefined : canonicalText(wanted[0]);
  return {
    text: `${did} ${name}${wish === undefined ? '' : ` with ${wish}`}`,
    butGot: (instance) => {
      const found = of(instance).map((value) => canonicalText(value));
      if (wish === undefined ? found.length > 0 : found.includes(wish)) return undefined;
      return found.length === 0 ? `${name} not ${did}` : `${did} ${name} with ${found.join(' and with ')}`;
    },
  };
}

const work: ReadonlySet<string> = new Set(['activity', 'child', 'compensation']);

/** Waits for this now: a signal, an activity, a child, a timer, an operator. */
export function waitsFor(what: SignalContract | ActivityContract | SagaContract | 'timer' | 'operator'): Expectation {
  const name = typeof what === 'string' ? what : what.name;
  return {
    text: `waits for ${name}`,
    butGot: (instance) => {
      const waits = instance.waitingFor.map(({ kind, id }) =>
        work.has(kind) ? instance.nameOf(id) : kind === 'signal' ? id : kind,
      );
      if (waits.includes(name)) return undefined;
      return waits.length === 0 ? statusText(instance) : `${instance.status}, waits for ${waits.join(', ')}`;
    },
  };
}

/** Set aside for a fixed deploy or an operator. */
export function parked(code: ParkCode): Expectation {
  return {
    text: `parked with ${code}`,
    butGot: (instance) => {
      const last = instance.eventsOf('SagaParked').at(-1);
      return instance.status === 'parked' && last?.code === code ? undefined : statusText(instance);
    },
  };
}

/** The contrary. */
export function not(expectation: Expectation): Expectation {
  return {
    text: `not ${expectation.text}`,
    butGot: (instance) => (expectation.butGot(instance) === undefined ? expectation.text : undefined),
  };
}

/** `compensated after CardDeclined: the bank said no`. */
export function statusText(instance: RecordedInstance): string {
  const { status, error } = instance;
  if (status === 'completed') return `completed with ${canonicalText(instance.output)}`;
  const last = status === 'parked' ? instance.eventsOf('SagaParked').at(-1) : undefined;
  if (last !== undefined) return `parked with ${last.code}: ${last.message}`;
  return error === undefined ? status : `${status} after ${error.type}: ${error.message}`;
}
