import { instanceKey, isClosed } from '@skald/contracts';
import type { WaitingFor } from '@skald/contracts';
import type { Evidence } from '../evidence/evidence.js';
import type { InstanceStory } from '../reading/life.js';
import { storiesOf } from '../reading/instance-story.js';
import { isOfActivity, messagesOn } from '../reading/topic-messages.js';
import type { Work } from '../reading/work.js';
import { journalSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-21: within the bound after the last fault everything is at rest; else what is stuck is named, and what it waits for. */
export function everythingComesToRest(evidence: Evidence): readonly Violation[] {
  if (evidence.at < evidence.healedAt + evidence.boundMs) return [];
  return [...storiesOf(evidence).values()].flatMap((story) => [
    ...notShown(evidence, story),
    ...stuck(evidence, story),
  ]);
}

function notShown(
  evidence: Evidence,
  { history: { instance, turns, projection } }: InstanceStory,
): readonly Violation[] {
  const last = turns.at(-1)!;
  if (projection === undefined) {
    if (evidence.journal.projections.length === 0) return [];
    return [violated(evidence, 'I-21', `${instance} has no projection`, journalSlice(last))];
  }
  const { seq, publishedSeq } = projection;
  if (seq < last.seq)
    return [violated(evidence, 'I-21', `the projection of ${instance} is at seq ${seq}`, journalSlice(last))];
  if (publishedSeq >= last.seq) return [];
  return [violated(evidence, 'I-21', `${instance} is published up to seq ${publishedSeq}`, journalSlice(last))];
}

function stuck(evidence: Evidence, { history, works, lives }: InstanceStory): readonly Violation[] {
  const { projection, instance, turns } = history;
  if (projection === undefined || isClosed(projection.status) || lives.at(-1)?.end !== undefined) return [];
  if (projection.status === 'paused' || projection.status === 'parked') return [];
  const last = turns.at(-1)!;
  const told = (waits: string): Violation =>
    violated(
      evidence,
      'I-21',
      `${instance} is stuck in ${projection.status}`,
      journalSlice(last, last.events.at(-1)!),
      waits,
    );
  const { wakeAt, waitingFor } = projection;
  return [
    ...(wakeAt !== undefined && wakeAt <= evidence.at
      ? [told(`it was to be woken at ${new Date(wakeAt).toISOString()}`)]
      : []),
    ...waitingFor
      .filter((waits) => !isLawful(evidence, waits))
      .map((waits) => told(`it waits for ${JSON.stringify(waits)}`)),
    ...[...works.values()].flatMap((work) => inFlight(evidence, work).map(told)),
  ];
}

function isLawful({ at }: Evidence, { kind, until }: WaitingFor): boolean {
  switch (kind) {
    case 'effect':
      return false;
    case 'timer':
      return until !== undefined && Date.parse(until) > at;
    // Seen from the history, below.
    case 'activity':
    case 'compensation':
    case 'child':
    case 'signal':
    case 'operator':
      return true;
  }
}

function inFlight(evidence: Evidence, work: Work): readonly string[] {
  const waits: string[] = [];
  for (const [operation, story] of [
    ['execute', work.forward],
    ['compensate', work.undo],
  ] as const) {
    if (story === undefined || (operation === 'execute' && work.neverLeft)) continue;
    if (story.status === 'back-off' && (story.nextAttemptAt ?? 0) <= evidence.at)
      waits.push(`${operation} of ${work.id} is over its back-off`);
    if (story.status !== 'in-flight') continue;
    if (work.kind === 'child' ? isChildOpen(evidence, work) : isHandedOver(evidence, work, operation)) continue;
    waits.push(`${operation} of ${work.id}, attempt ${story.attempt}, has no answer`);
  }
  return waits;
}

function isChildOpen(evidence: Evidence, { namespace, childId = '' }: Work): boolean {
  const child = storiesOf(evidence).get(instanceKey({ namespace, workflowId: childId }));
  return child !== undefined && child.lives.at(-1)?.end === undefined;
}

/** Whoever knows the identity settles it some day. */
function isHandedOver(evidence: Evidence, work: Work, operation: 'execute' | 'compensate'): boolean {
  return messagesOn(evidence).results.some(({ message }) => {
    if (!isOfActivity(message) || message.type !== 'handed-over' || instanceKey(message) !== instanceKey(work))
      return false;
    return message.run === work.run && message.activityId === work.id && message.operation === operation;
  });
}
