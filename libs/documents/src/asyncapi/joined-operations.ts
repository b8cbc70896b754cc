import { defaultNamespace, type Operation as Work } from '@skald/contracts';
import type { ActivityBinding, Source } from '@skald/runtime';
import type { DescribedContracts } from '../described-contracts.js';
import type { Message } from './messages.js';
import type { Operation, Topic } from './operation.js';
import { payloadSchema, type JsonSchema } from './payload-schema.js';

type Route = ActivityBinding['routes'][number];

/** What is done with topics of others: `taken` are the ids of our own. */
export function joinedOperations(
  { sources, bindings }: DescribedContracts,
  taken: ReadonlySet<string>,
): readonly Operation[] {
  const topic = (address: string, summary: string): Topic => ({
    ...{ id: taken.has(address) ? `topic.${address}` : address, address, summary },
  });
  return [
    ...[...Map.groupBy(sources, (source) => source.topic)].map(([address, those]): Operation => {
      const from = topic(address, 'Records of another system, as they are.');
      const messages = [...Map.groupBy(those, ({ schema }) => schema).values()].map(recordOf);
      return { id: `receive-${from.id}`, action: 'receive', summary: from.summary, topic: from, messages };
    }),
    ...bindings.flatMap(({ contract: { name }, routes }) =>
      routes.map((route): Operation => ({
        id: `ask-${name}.${route.operation}`,
        action: 'send',
        summary: `Asks an existing service to ${workOf(name, route.operation)}; sent by the worker.`,
        topic: topic(route.requests, 'Requests to an existing service.'),
        messages: [requestTo(name, route)],
        reply: {
          topic: topic(route.replies, 'Replies of an existing service.'),
          messages: [replyTo(name, route)],
        },
      })),
    ),
  ];
}

/** A record that several sources read alike is one message. */
function recordOf(sources: readonly Source[]): Message {
  const [{ name, schema }] = sources as readonly [Source, ...Source[]];
  return {
    name,
    summary: `${sources.map(purposeOf).join(' ')} Or it is passed over.`,
    payload: schema === undefined ? anyValue('the source names no schema') : payloadSchema(schema, 'input'),
  };
}

function purposeOf(source: Source): string {
  const where = source.namespace === defaultNamespace ? '' : ` in the namespace ${source.namespace}`;
  return source.kind === 'start-source'
    ? `Starts ${source.saga.name}${where}.`
    : `Sends the signal ${source.signal.name}${where}.`;
}

function requestTo(name: string, route: Route): Message {
  return {
    name: `${name}.${route.operation}.request`,
    summary: `Asks to ${workOf(name, route.operation)}.`,
    payload: anyValue('the binding makes it'),
    ...correlationOf(route),
  };
}

function replyTo(name: string, route: Route): Message {
  const { schema, operation } = route;
  return {
    name: `${name}.${operation}.reply`,
    summary: `What came of it: to ${workOf(name, operation)}.`,
    payload: schema === undefined ? anyValue('the binding names no schema') : payloadSchema(schema, 'input'),
    ...correlationOf(route),
  };
}

function workOf(name: string, operation: Work): string {
  return operation === 'execute' ? `carry out ${name}` : `undo ${name}`;
}

function anyValue(because: string): JsonSchema {
  return { description: `Any value: ${because}.` };
}

/** A correlation that the binding finds in the value stands in nobody's schema. */
function correlationOf({ correlation }: Route): Pick<Message, 'headers' | 'correlationId'> {
  if (typeof correlation === 'function') return {};
  const { header } = correlation;
  const description = 'The identity of the attempt, which the reply echoes.';
  return {
    headers: { type: 'object', properties: { [header]: { type: 'string', description } }, required: [header] },
    correlationId: {
      description,
      location: `$message.header#/${header.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    },
  };
}
