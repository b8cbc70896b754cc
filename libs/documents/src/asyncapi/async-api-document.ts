import type { TopicNames } from '@skald/runtime';
import { topicNames } from '@skald/runtime';
import type { DescribedContracts } from '../described-contracts.js';
import {
  commandsOf,
  domainEventOf,
  progressOf,
  repliesOf,
  requestOf,
  resultsOf,
  signalOf,
  startOf,
  turnRecord,
  type EnvelopeRef,
  type Message,
} from './messages.js';
import { queueOf } from './queue-of.js';

export interface AsyncApiOptions {
  readonly title: string;
  readonly version: string;
  /** Where the published JSON Schemas are, from where the document will be: a path or a URL without slash at its end. */
  readonly schemas: string;
  /** Of the topics. Default: `saga.` */
  readonly prefix?: string;
}

interface Channel {
  readonly id: string;
  readonly address: string;
  readonly summary: string;
  readonly messages: readonly Message[];
  readonly direction: 'send' | 'receive';
  readonly reply?: string;
}

/** An AsyncAPI 3 document of a coordinator that hosts these sagas: what it receives and what it sends. */
export function asyncApiDocument(contracts: DescribedContracts, options: AsyncApiOptions): Record<string, unknown> {
  const ref: EnvelopeRef = (schema, definition) =>
    `${options.schemas}/${schema}.schema.json${definition === undefined ? '' : `#/$defs/${definition}`}`;
  const channels = channelsOf(contracts, topicNames(options.prefix), ref);
  return {
    asyncapi: '3.0.0',
    info: {
      title: options.title,
      version: options.version,
      description: 'Generated from the contracts: what a coordinator that hosts these sagas receives and sends.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(channels.map((channel) => [channel.id, describe(channel)])),
    operations: Object.fromEntries(
      channels.map((channel) => [`${channel.direction}-${channel.id}`, operation(channel)]),
    ),
    components: { messageTraits: { cloudEvent: { headers: cloudEvent } } },
  };
}

function channelsOf(
  { sagas, activities, domainEvents }: DescribedContracts,
  names: TopicNames,
  ref: EnvelopeRef,
): Channel[] {
  const signals = new Map(sagas.flatMap((saga) => saga.signals).map((signal) => [signal.name, signal]));
  return [
    {
      id: 'requests',
      address: names.requests,
      summary: 'What clients and operators ask for.',
      direction: 'receive',
      reply: 'replies',
      messages: [
        ...sagas.map((saga) => startOf(saga, ref)),
        ...[...signals.values()].map((signal) => signalOf(signal, ref)),
        requestOf('cancel', 'Cancels an instance, and undoes what it did.', 'CancelRequest', ref),
        requestOf('terminate', 'Ends an instance at once; nothing is undone.', 'TerminateRequest', ref),
        requestOf('pause', 'Pauses or resumes an instance.', 'PauseRequest', ref),
        requestOf('operator', 'Retries, skips or resolves what waits for a person.', 'OperatorRequest', ref),
      ],
    },
    {
      id: 'replies',
      address: names.replies,
      summary: 'Answers to requests, here or on the replyTo of a request.',
      direction: 'send',
      messages: repliesOf(sagas, ref),
    },
    ...commandChannels(activities, names.commands, ref),
    {
      id: 'results',
      address: names.results,
      summary: 'What participants answer.',
      direction: 'receive',
      messages: [...activities.flatMap((activity) => resultsOf(activity, ref)), ...progressOf(ref)],
    },
    {
      id: 'events',
      address: names.events,
      summary: 'Every turn of every instance, in order per instance.',
      direction: 'send',
      messages: [turnRecord(ref)],
    },
    ...domainEvents.map((event): Channel => ({
      id: event.topic,
      address: event.topic,
      summary: `The business event ${event.topic}.`,
      direction: 'send',
      messages: [domainEventOf(event)],
    })),
  ];
}

function commandChannels(
  activities: DescribedContracts['activities'],
  address: (queue: string) => string,
  ref: EnvelopeRef,
): Channel[] {
  const byQueue = new Map<string, DescribedContracts['activities']>();
  for (const activity of activities) {
    const queue = queueOf(activity) ?? '{queue}';
    byQueue.set(queue, [...(byQueue.get(queue) ?? []), activity]);
  }
  return [...byQueue].map(([queue, those]) => ({
    id: queue === '{queue}' ? 'commands' : `commands.${queue}`,
    address: address(queue),
    summary: queue === '{queue}' ? 'Commands whose input says the queue.' : `Commands to the participants of ${queue}.`,
    direction: 'send',
    reply: 'results',
    messages: those.flatMap((activity) => commandsOf(activity, ref)),
  }));
}

function describe({ address, summary, messages }: Channel): object {
  return {
    address,
    summary,
    ...(address.includes('{queue}') && {
      parameters: { queue: { description: 'As the contract chooses by the input.' } },
    }),
    messages: Object.fromEntries(
      messages.map(({ name, summary, payload, key, cloudEvent }) => [
        name,
        {
          name,
          summary,
          payload: { schemaFormat: 'application/schema+json;version=draft-2020-12', schema: payload },
          ...(cloudEvent && { traits: [{ $ref: '#/components/messageTraits/cloudEvent' }] }),
          bindings: { kafka: { key: { type: 'string', description: key } } },
        },
      ]),
    ),
  };
}

function operation({ id, summary, direction, reply }: Channel): object {
  const channel = (name: string) => ({ $ref: `#/channels/${name}` });
  return {
    action: direction,
    channel: channel(id),
    summary,
    ...(reply !== undefined && { reply: { channel: channel(reply) } }),
  };
}

const text = { type: 'string' };
const cloudEvent = {
  type: 'object',
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: text,
    ce_source: text,
    ce_type: text,
    ce_time: { type: 'string', format: 'date-time' },
    ce_subject: { type: 'string', description: 'The workflowId.' },
    'content-type': { const: 'application/json' },
  },
};
