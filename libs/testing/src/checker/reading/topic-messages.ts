import type { ActivityResult, Command, EventRecord, Operation, Reply, SagaRequest, SagaResult } from '@skald/contracts';
import type { BrokerRecord } from '../evidence/broker-dump.js';
import type { Evidence } from '../evidence/evidence.js';
import { once } from './once.js';

export interface Read<T> {
  readonly record: BrokerRecord;
  readonly message: T;
}

/** Skald's topics, read. What is no JSON object, or does not say what and for whom it is, is in `unreadable`. */
export interface TopicMessages {
  readonly commands: Read<Command>[];
  readonly requests: Read<SagaRequest>[];
  readonly results: Read<SagaResult>[];
  readonly events: Read<EventRecord>[];
  readonly replies: Read<Reply>[];
  readonly unreadable: BrokerRecord[];
  /** Where records came from that went to the dead letters: `topic-partition@offset`. */
  readonly deadLettered: Set<string>;
  /** What somebody else settles, by `operationText`. */
  readonly handedOver: Set<string>;
  /** By `topic-partition`, the highest of all groups. */
  readonly committed: Map<string, number>;
}

export const placeOf = ({ topic, partition, offset }: Omit<BrokerRecord, 'key' | 'value' | 'headers'>): string =>
  `${topic}-${partition}@${offset}`;

export const messagesOn = once(({ broker }: Evidence): TopicMessages => {
  const read: TopicMessages = {
    ...{ commands: [], requests: [], results: [], events: [], replies: [], unreadable: [] },
    ...{ deadLettered: new Set(), handedOver: new Set(), committed: new Map() },
  };
  for (const { topic, partition, offset } of broker.committed) {
    const place = `${topic}-${partition}`;
    read.committed.set(place, Math.max(offset, read.committed.get(place) ?? 0));
  }
  for (const record of broker.records) {
    const { topic, headers } = record;
    if (topic.endsWith('.dlq')) {
      const { skald_dlq_topic: from, skald_dlq_partition: partition, skald_dlq_offset: offset } = headers;
      read.deadLettered.add(`${from ?? ''}-${partition ?? ''}@${offset ?? ''}`);
      continue;
    }
    if (!topic.startsWith(broker.prefix)) continue;
    const list = listFor(read, topic.slice(broker.prefix.length));
    if (list === undefined) continue;
    const message = parsed(record.value);
    if (message === undefined || !isAddressed(message, record)) read.unreadable.push(record);
    else list.push({ record, message: message as never });
  }
  for (const { message } of read.results) {
    if (message.type !== 'handed-over') continue;
    read.handedOver.add(operationText(message, message.activityId, message.operation));
  }
  return read;
});

export function operationText(
  { namespace, workflowId, run }: { readonly namespace: string; readonly workflowId: string; readonly run: number },
  id: string,
  operation: Operation,
): string {
  return `${namespace}/${workflowId}/${run}/${id}/${operation}`;
}

function listFor(read: TopicMessages, name: string): { push(one: Read<never>): number } | undefined {
  if (name.startsWith('commands.')) return read.commands;
  switch (name) {
    case 'requests':
      return read.requests;
    case 'results':
      return read.results;
    case 'events':
      return read.events;
    case 'replies':
      return read.replies;
    default:
      return undefined;
  }
}

function parsed(text: string | null): object | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** On topics that others write to, the key may say for whom; an activity is named by commands alone. */
function isAddressed(message: object, { topic, key }: BrokerRecord): boolean {
  const { type, workflowId, activityId } = message as Record<string, unknown>;
  const isFor = typeof workflowId === 'string';
  if (topic.includes('.commands.')) return isFor && typeof type === 'string' && typeof activityId === 'string';
  if (topic.endsWith('.requests') || topic.endsWith('.results')) {
    return typeof type === 'string' && (isFor || key !== null);
  }
  return isFor;
}

export function isOfActivity(result: SagaResult): result is ActivityResult {
  return 'activityId' in result;
}
