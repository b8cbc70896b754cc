import type { InstanceIdentity, Operation } from '@skald/contracts';
import { instanceKey } from '@skald/contracts';
import type { BrokerRecord } from '../evidence/broker-dump.js';
import type { Evidence } from '../evidence/evidence.js';
import { effectTables } from '../reading/effect-tables.js';
import { historiesOf } from '../reading/instance-history.js';
import { storiesOf } from '../reading/instance-story.js';
import type { InstanceStory } from '../reading/life.js';
import type { Read, TopicMessages } from '../reading/topic-messages.js';
import { isOfActivity, messagesOn, placeOf } from '../reading/topic-messages.js';
import type { Work } from '../reading/work.js';
import { isOpen } from '../reading/work.js';
import { journalSlice, recordSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-17: every turn and every command is on the broker; every record maps to the journal or a dead letter; no offset is committed over what is not settled. */
export function theBrokerHasWhatTheJournalSays(evidence: Evidence): readonly Violation[] {
  if (evidence.broker.records.length === 0) return [];
  const messages = messagesOn(evidence);
  return [
    ...missingTurns(evidence, messages),
    ...missingCommands(evidence, messages),
    ...strayTurns(evidence, messages),
    ...strayCommands(evidence, messages),
    ...passedOver(evidence, messages),
    ...unreadable(evidence, messages),
  ];
}

function missingTurns(evidence: Evidence, { events }: TopicMessages): readonly Violation[] {
  const told = new Set(events.map(({ message }) => `${instanceKey(message)}/${message.seq}`));
  const silent = evidence.journal.turns.filter((turn) => !told.has(`${instanceKey(turn)}/${turn.seq}`));
  return silent.map((turn) => violated(evidence, 'I-17', 'a turn was never published', journalSlice(turn)));
}

function missingCommands(evidence: Evidence, { commands }: TopicMessages): readonly Violation[] {
  const sent = new Set(
    commands.flatMap(({ message }) =>
      message.type === 'cancel' ? [] : [`${message.idempotencyKey} ${message.attempt}`],
    ),
  );
  const violations: Violation[] = [];
  for (const [key, { attempts, work }] of effectTables(evidence).issued) {
    if (work.kind === 'child' || (work.neverLeft && key.includes(':execute'))) continue;
    for (const attempt of attempts) {
      if (sent.has(`${key} ${attempt}`)) continue;
      const what = `the command ${key}, attempt ${attempt}, is on no topic`;
      violations.push(violated(evidence, 'I-17', what, journalSlice(work.asked.turn, work.asked.event)));
    }
  }
  return violations;
}

function strayTurns(evidence: Evidence, { events }: TopicMessages): readonly Violation[] {
  const histories = historiesOf(evidence);
  return events.flatMap(({ record, message }) => {
    const turn = histories.get(instanceKey(message))?.turns[message.seq];
    if (turn !== undefined && JSON.stringify(turn.events) === JSON.stringify(message.events)) return [];
    const what =
      turn === undefined ? 'a turn was published that is not in the journal' : 'a turn was published otherwise';
    const slices = [recordSlice(record), ...(turn === undefined ? [] : [journalSlice(turn, ...turn.events)])];
    return [violated(evidence, 'I-17', what, ...slices)];
  });
}

function strayCommands(evidence: Evidence, { commands }: TopicMessages): readonly Violation[] {
  const { issued } = effectTables(evidence);
  return commands.flatMap(({ record, message }) => {
    if (message.type === 'cancel') return [];
    if (issued.get(message.idempotencyKey)?.attempts.has(message.attempt) === true) return [];
    return [violated(evidence, 'I-17', 'a command was sent that no turn issued', recordSlice(record))];
  });
}

/** What lies below a committed offset has left its trace. */
function passedOver(evidence: Evidence, messages: TopicMessages): readonly Violation[] {
  const stories = storiesOf(evidence);
  const isPassed = ({ topic, partition, offset }: BrokerRecord): boolean =>
    offset < (messages.committed.get(`${topic}-${partition}`) ?? 0);
  const lost = ({ record }: Read<unknown>): readonly Violation[] => {
    const what = 'the committed offset has passed a record that left no trace';
    return isPassed(record) && !messages.deadLettered.has(placeOf(record))
      ? [violated(evidence, 'I-17', what, recordSlice(record))]
      : [];
  };
  const results = messages.results.filter(({ message }) => {
    if (!isOfActivity(message) || message.type !== 'completed') return false;
    return isWaitedFor(stories, message, message.operation) || isUnheard(stories, message);
  });
  const answered = new Set(messages.replies.flatMap(({ message: { requestId } }) => requestId ?? []));
  const recorded = new Set(
    [...stories.values()].flatMap(({ history }) =>
      history.places.flatMap(({ event }) =>
        'requestId' in event && event.requestId !== undefined ? event.requestId : [],
      ),
    ),
  );
  const requests = messages.requests.filter(({ record, message: { requestId, replyTo } }) => {
    // Whoever wants the answer elsewhere has it there; a request without an id leaves no trace of its own.
    if (requestId === undefined || replyTo !== undefined || record.key === null) return false;
    return !answered.has(requestId) && !recorded.has(requestId);
  });
  const reported = new Set(
    messages.results.flatMap(({ message }) =>
      isOfActivity(message) && message.type !== 'started' && message.type !== 'heartbeat'
        ? [`${instanceKey(message)}/${message.run}/${message.activityId}/${message.operation}`]
        : [],
    ),
  );
  const commands = messages.commands.filter(({ message }) => {
    if (message.type === 'cancel') return false;
    // What is settled needs no answer any more.
    if (!isWaitedFor(stories, message, message.type)) return false;
    return !reported.has(`${instanceKey(message)}/${message.run}/${message.activityId}/${message.type}`);
  });
  return [...results, ...requests, ...commands].flatMap(lost);
}

function unreadable(evidence: Evidence, { unreadable, committed, deadLettered }: TopicMessages): readonly Violation[] {
  return unreadable
    .filter(({ topic, partition, offset }) => offset < (committed.get(`${topic}-${partition}`) ?? 0))
    .filter((record) => !deadLettered.has(placeOf(record)))
    .map((record) => violated(evidence, 'I-17', 'a record that cannot be read is no dead letter', recordSlice(record)));
}

interface OfActivity extends InstanceIdentity {
  readonly run: number;
  readonly activityId: string;
}

function workOf(
  stories: ReadonlyMap<string, InstanceStory>,
  message: OfActivity,
): { readonly story: InstanceStory | undefined; readonly work: Work | undefined } {
  const story = stories.get(instanceKey(message));
  return { story, work: story?.works.get(`${message.run}/${message.activityId}`) };
}

/** It happened after all, and what undid it was never told so. */
function isUnheard(
  stories: ReadonlyMap<string, InstanceStory>,
  message: OfActivity & { readonly operation: Operation },
): boolean {
  const { story, work } = workOf(stories, message);
  if (message.operation !== 'execute' || work?.undo === undefined || !work.compensable) return false;
  const life = story?.lives.at(-1);
  return work.forward.completed === undefined && life !== undefined && work.run >= life.firstRun;
}

function isWaitedFor(stories: ReadonlyMap<string, InstanceStory>, message: OfActivity, operation: Operation): boolean {
  const { story, work } = workOf(stories, message);
  const asked = operation === 'execute' ? work?.forward : work?.undo;
  return asked !== undefined && isOpen(asked) && story?.lives.at(-1)?.end === undefined;
}
