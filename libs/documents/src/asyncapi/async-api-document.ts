import { topicNames } from '@skald/runtime';
import type { DescribedContracts } from '../described-contracts.js';
import { joinedOperations } from './joined-operations.js';
import type { EnvelopeRef, Message } from './messages.js';
import type { Operation, Topic } from './operation.js';
import { ownOperations } from './own-operations.js';

export interface AsyncApiOptions {
  readonly title: string;
  readonly version: string;
  /** Where the published JSON Schemas are, from where the document will be: a path or a URL without slash at its end. */
  readonly schemas: string;
  /** Of the topics. Default: `saga.` */
  readonly prefix?: string;
}

/** A topic with all that is said on it. */
interface Channel extends Topic {
  readonly messages: readonly Message[];
}

/** An AsyncAPI 3 document of a coordinator that hosts these sagas, and of what existing services are asked for them. */
export function asyncApiDocument(contracts: DescribedContracts, options: AsyncApiOptions): Record<string, unknown> {
  const ref: EnvelopeRef = (schema, definition) =>
    `${options.schemas}/${schema}.schema.json${definition === undefined ? '' : `#/$defs/${definition}`}`;
  const own = ownOperations(contracts, topicNames(options.prefix), ref);
  const ours = new Set(own.map(({ topic }) => topic).flatMap(({ id, address }) => (id === address ? [] : [id])));
  const operations = [...own, ...joinedOperations(contracts, ours)];
  const channels = channelsOf(operations);
  return {
    asyncapi: '3.0.0',
    info: {
      title: options.title,
      version: options.version,
      description: 'Generated from the contracts: what a coordinator that hosts these sagas receives and sends.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries([...channels.values()].map((channel) => [channel.id, described(channel)])),
    operations: Object.fromEntries(operations.map((operation) => [operation.id, performed(operation, channels)])),
    components: { messageTraits: { cloudEvent: { headers: cloudEvent } } },
  };
}

/** By address: a topic that is used in several ways is one channel. */
function channelsOf(operations: readonly Operation[]): ReadonlyMap<string, Channel> {
  const uses = [...operations, ...operations.flatMap(({ reply }) => reply ?? [])];
  const channels = [...Map.groupBy(uses, ({ topic }) => topic.address)].map(([address, those]): [string, Channel] => {
    const summaries = new Set(those.map(({ topic }) => topic.summary));
    const messages = new Map(those.flatMap((use) => use.messages).map((message) => [message.name, message]));
    const { id } = those[0]!.topic;
    return [address, { id, address, summary: [...summaries].join(' '), messages: [...messages.values()] }];
  });
  return new Map(channels);
}

function described({ address, summary, messages }: Channel): object {
  return {
    address,
    summary,
    ...(address.includes('{queue}') && {
      parameters: { queue: { description: 'As the contract chooses by the input.' } },
    }),
    messages: Object.fromEntries(messages.map((message) => [message.name, carried(message)])),
  };
}

function carried({ name, summary, payload, key, headers, correlationId, cloudEvent }: Message): object {
  return {
    name,
    summary,
    payload: { schemaFormat: 'application/schema+json;version=draft-2020-12', schema: payload },
    ...(headers !== undefined && { headers }),
    ...(correlationId !== undefined && { correlationId }),
    ...(cloudEvent && { traits: [{ $ref: '#/components/messageTraits/cloudEvent' }] }),
    ...(key !== undefined && { bindings: { kafka: { key: { type: 'string', description: key } } } }),
  };
}

function performed(
  { action, summary, topic, messages, reply }: Operation,
  channels: ReadonlyMap<string, Channel>,
): object {
  return {
    action,
    ...used(channels.get(topic.address)!, messages),
    summary,
    ...(reply !== undefined && { reply: used(channels.get(reply.topic.address)!, reply.messages) }),
  };
}

/** The messages are named where the channel has others besides. */
function used({ id, messages: all }: Channel, messages: readonly Message[]): object {
  const channel = `#/channels/${id}`;
  return {
    channel: { $ref: channel },
    ...(messages.length < all.length && {
      messages: messages.map(({ name }) => ({ $ref: `${channel}/messages/${name}` })),
    }),
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
