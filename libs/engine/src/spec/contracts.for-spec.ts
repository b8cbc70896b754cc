import type { ActivityContract, ActivityDefinition, SagaContract, Schema } from '@skald/contracts';
import { defineActivity, defineDomainEvent, defineSaga, defineSignal } from '@skald/contracts';
import type { SagaDefinition, SagaOptions } from '../index.js';

/** Takes every value as it is. */
export function anything(): SagaContract['input'] {
  return { '~standard': { version: 1, vendor: 'spec', validate: (value) => ({ value }) } };
}

/** Takes numbers only. */
export const aNumber: Schema<number> = {
  '~standard': {
    version: 1,
    vendor: 'spec',
    validate: (value) =>
      typeof value === 'number' ? { value } : { issues: [{ message: 'is not a number', path: ['n', { key: 0 }] }] },
  },
};

type Options = Omit<ActivityDefinition<SagaContract['input'], Schema, boolean>, 'input' | 'output'>;

/** An activity that takes and gives anything. */
export const activity = (name: string, options: Options = {}): ActivityContract =>
  defineActivity(name, { input: anything(), output: anything(), ...options });

/** The same, and it can be undone. */
export const undoable = (name: string, options: Options = {}): ActivityContract =>
  activity(name, { compensable: true, ...options });

export const approve = defineSignal('approve', anything());
export const decline = defineSignal('decline', anything());
export const count = defineSignal('count', aNumber);
export const placed = defineDomainEvent('orders.placed', anything());

const sagaContract = defineSaga('trip', {
  input: anything(),
  output: anything(),
  signals: [approve, decline, count],
});

/** Another saga, for children. */
export const hotel = defineSaga('hotel', { input: aNumber, output: anything() });

type Run = (...given: Parameters<SagaDefinition['run']>) => unknown;

/** Version 1 of the saga `trip` with this code. */
export function saga(run: Run, options: SagaOptions = {}): SagaDefinition {
  return { contract: sagaContract, version: 1, options, run: run as SagaDefinition['run'] };
}

export const seconds = (n: number): number => n * 1_000;
export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
