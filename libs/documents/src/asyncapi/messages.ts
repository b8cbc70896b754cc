import type { ActivityContract, DomainEventContract, SagaContract, SignalContract } from '@skald/contracts';
import { payloadSchema, type JsonSchema } from './payload-schema.js';

export interface Message {
  readonly name: string;
  readonly summary: string;
  readonly payload: JsonSchema;
  /** Left out where others choose it. */
  readonly key?: string;
  readonly headers?: JsonSchema;
  readonly correlationId?: { readonly description: string; readonly location: string };
  readonly cloudEvent?: boolean;
}

/** Where the published schema of an envelope is: `request`, `StartRequest`. */
export type EnvelopeRef = (schema: string, definition?: string) => string;

const workflowId = 'workflowId';
const commandKey = 'workflowId:activityId';

const envelope = (ref: string, properties: Record<string, unknown>): JsonSchema => ({
  allOf: [{ $ref: ref }, { type: 'object', properties }],
});

export function startOf({ name, input }: SagaContract, ref: EnvelopeRef): Message {
  const properties = { saga: { const: name }, input: payloadSchema(input, 'input') };
  return {
    name: `${name}.start`,
    summary: `Starts ${name}, or attaches to the instance of this workflowId.`,
    payload: envelope(ref('request', 'StartRequest'), properties),
    key: workflowId,
  };
}

export function signalOf({ name, payload }: SignalContract, ref: EnvelopeRef): Message {
  return {
    name: `signal.${name}`,
    summary: `The signal ${name} to an instance.`,
    payload: envelope(ref('request', 'SignalRequest'), {
      name: { const: name },
      payload: payloadSchema(payload, 'input'),
    }),
    key: workflowId,
  };
}

export function requestOf(name: string, summary: string, definition: string, ref: EnvelopeRef): Message {
  return { name, summary, payload: { $ref: ref('request', definition) }, key: workflowId };
}

export function commandsOf(activity: ActivityContract, ref: EnvelopeRef): Message[] {
  const { name, input, output, compensable } = activity;
  const execute: Message = {
    name: `${name}.execute`,
    summary: `Asks a participant to carry out ${name}.`,
    payload: envelope(ref('command', 'ExecuteCommand'), {
      activity: { const: name },
      input: payloadSchema(input, 'output'),
    }),
    key: commandKey,
  };
  if (!compensable) return [execute];
  const forward = {
    type: 'object',
    properties: { input: payloadSchema(input, 'output'), output: payloadSchema(output, 'output') },
  };
  return [
    execute,
    {
      name: `${name}.compensate`,
      summary: `Asks a participant to undo ${name}.`,
      payload: envelope(ref('command', 'CompensateCommand'), { activity: { const: name }, forward }),
      key: commandKey,
    },
  ];
}

export function resultsOf({ name, output, errors }: ActivityContract, ref: EnvelopeRef): Message[] {
  const certain = errors.length === 0 ? '' : ` Certain refusals, never retried: ${errors.join(', ')}.`;
  return [
    {
      name: `${name}.completed`,
      summary: `${name} was carried out.`,
      payload: envelope(ref('result', 'CompletedResult'), { output: payloadSchema(output, 'input') }),
      key: workflowId,
    },
    {
      name: `${name}.failed`,
      summary: `An attempt of ${name} failed.${certain}`,
      payload: { $ref: ref('result', 'FailedResult') },
      key: workflowId,
    },
  ];
}

export function progressOf(ref: EnvelopeRef): Message[] {
  return [
    ['started', 'StartedResult', 'An attempt began.'],
    ['heartbeat', 'HeartbeatResult', 'An attempt is alive.'],
    ['handed-over', 'HandedOverResult', 'Somebody else will settle this attempt.'],
  ].map(([name, definition, summary]) => ({
    name: name!,
    summary: summary!,
    payload: { $ref: ref('result', definition) },
    key: workflowId,
  }));
}

export function repliesOf(sagas: readonly SagaContract[], ref: EnvelopeRef): Message[] {
  const common = { key: workflowId, cloudEvent: true };
  return [
    {
      name: 'accepted',
      summary: 'A request was accepted.',
      payload: { $ref: ref('reply', 'AcceptedReply') },
      ...common,
    },
    {
      name: 'rejected',
      summary: 'A request was refused.',
      payload: { $ref: ref('reply', 'RejectedReply') },
      ...common,
    },
    ...sagas.map(({ name, output }) => ({
      name: `${name}.closed`,
      summary: `An instance of ${name} ended.`,
      payload: envelope(ref('reply', 'ClosedReply'), { output: payloadSchema(output, 'output') }),
      ...common,
    })),
  ];
}

export function turnRecord(ref: EnvelopeRef): Message {
  return {
    name: 'turn',
    summary: 'One turn of an instance, with its events. Dedupe by (namespace, workflowId, seq).',
    payload: { $ref: ref('event-record') },
    key: workflowId,
    cloudEvent: true,
  };
}

export function domainEventOf({ topic, payload }: DomainEventContract): Message {
  return {
    name: topic,
    summary: `The business event ${topic}.`,
    payload: payloadSchema(payload, 'output'),
    key: workflowId,
    cloudEvent: true,
  };
}
