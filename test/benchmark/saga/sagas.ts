import { defineActivity, defineSaga, type Schema } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import type { ActivityHandler } from '@skald/runtime';

export interface Payload {
  readonly text: string;
}

/** 200 bytes as JSON. */
export const payload: Payload = { text: 'x'.repeat(189) };

const payloadSchema: Schema<Payload> = {
  '~standard': {
    version: 1,
    vendor: 'skald-benchmark',
    validate: (value) =>
      typeof (value as Payload | null)?.text === 'string'
        ? { value: value as Payload }
        : { issues: [{ message: 'is no payload' }] },
  },
};

const call = defineActivity('bench.call', { input: payloadSchema, output: payloadSchema });

function sequenceOf(length: number): SagaDefinition<Payload, Payload> {
  return {
    contract: defineSaga(sagaOf(length), { input: payloadSchema, output: payloadSchema }),
    version: 1,
    options: {},
    async run(ctx, input) {
      let value = input;
      for (let n = 0; n < length; n++) value = await ctx.activity(call, value);
      return value;
    },
  };
}

export function sagaOf(activities: number): string {
  return `bench-sequence-${activities}`;
}

export const sagas: readonly SagaDefinition[] = [sequenceOf(1), sequenceOf(10)];

/** The activity that does nothing. */
export const handlers: readonly ActivityHandler[] = [{ contract: call, execute: (input: Payload) => input }];
