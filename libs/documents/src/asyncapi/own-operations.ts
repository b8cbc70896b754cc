import type { TopicNames } from '@skald/runtime';
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
import type { Operation, Topic } from './operation.js';

type Reply = NonNullable<Operation['reply']>;

/** What a coordinator does with topics of ours, and with those of its business events. */
export function ownOperations(
  { sagas, activities, domainEvents }: DescribedContracts,
  names: TopicNames,
  ref: EnvelopeRef,
): Operation[] {
  const signals = new Map(sagas.flatMap((saga) => saga.signals).map((signal) => [signal.name, signal]));
  const requests = topic('requests', names.requests, 'What clients and operators ask for.');
  const replies: Reply = {
    topic: topic('replies', names.replies, 'Answers to requests, here or on the replyTo of a request.'),
    messages: repliesOf(sagas, ref),
  };
  const results: Reply = {
    topic: topic('results', names.results, 'What participants answer.'),
    messages: [...activities.flatMap((activity) => resultsOf(activity, ref)), ...progressOf(ref)],
  };
  const events = topic('events', names.events, 'Every turn of every instance, in order per instance.');
  return [
    onlyOne(
      'receive',
      requests,
      [
        ...sagas.map((saga) => startOf(saga, ref)),
        ...[...signals.values()].map((signal) => signalOf(signal, ref)),
        requestOf('cancel', 'Cancels an instance, and undoes what it did.', 'CancelRequest', ref),
        requestOf('terminate', 'Ends an instance at once; nothing is undone.', 'TerminateRequest', ref),
        requestOf('pause', 'Pauses or resumes an instance.', 'PauseRequest', ref),
        requestOf('operator', 'Retries, skips or resolves what waits for a person.', 'OperatorRequest', ref),
      ],
      replies,
    ),
    onlyOne('send', replies.topic, replies.messages),
    ...commandOperations(activities, names.commands, ref, results),
    onlyOne('receive', results.topic, results.messages),
    onlyOne('send', events, [turnRecord(ref)]),
    ...domainEvents.map((event) =>
      onlyOne('send', topic(event.topic, event.topic, `The business event ${event.topic}.`), [domainEventOf(event)]),
    ),
  ];
}

function commandOperations(
  activities: DescribedContracts['activities'],
  address: (queue: string) => string,
  ref: EnvelopeRef,
  results: Reply,
): Operation[] {
  const byQueue = Map.groupBy(activities, (activity) => activity.queue ?? '{queue}');
  return [...byQueue].map(([queue, those]) => {
    const to =
      queue === '{queue}'
        ? topic('commands', address(queue), 'Commands whose input says the queue.')
        : topic(`commands.${queue}`, address(queue), `Commands to the participants of ${queue}.`);
    return onlyOne(
      'send',
      to,
      those.flatMap((activity) => commandsOf(activity, ref)),
      results,
    );
  });
}

function topic(id: string, address: string, summary: string): Topic {
  return { id, address, summary };
}

/** All that is done with the topic. */
function onlyOne(action: Operation['action'], of: Topic, messages: readonly Message[], reply?: Reply): Operation {
  return {
    ...{ id: `${action}-${of.id}`, action, summary: of.summary, topic: of, messages },
    ...(reply !== undefined && { reply }),
  };
}
