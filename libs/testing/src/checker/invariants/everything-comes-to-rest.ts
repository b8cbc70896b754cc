import { instanceKey, isClosed } from '@skald/contracts';
import type { WaitingFor } from '@skald/contracts';
import type { Evidence } from '../evidence/evidence.js';
import type { InstanceStory } from '../reading/life.js';
import { storiesOf } from '../reading/instance-story.js';
import { messagesOn, operationText } from '../reading/topic-messages.js';
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
    ...(wakeAt !== undefined && isOverdue(evidence, wakeAt)
      ? [told(`it was to be woken at ${new Date(wakeAt).toISOString()}`)]
      : []),
    ...waitingFor
      .filter((waits) => !isLawful(evidence, waits))
      .map((waits) => told(`it waits for ${JSON.stringify(waits)}`)),
    ...[...works.values()].flatMap((work) => inFlight(evidence, work).map(told)),
  ];
}

/** What was to happen then had its time, from the last fault on. */
function isOverdue({ at, healedAt, boundMs }: Evidence, due: number): boolean {
  return Math.max(due, healedAt) + boundMs <= at;
}

function isLawful(evidence: Evidence, { kind, until }: WaitingFor): boolean {
  switch (kind) {
    case 'effect':
      return false;
    case 'timer':
      return until !== undefined && !isOverdue(evidence, Date.parse(until));
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
    if (story.status === 'back-off' && isOverdue(evidence, story.nextAttemptAt ?? 0))
      waits.push(`${operation} of ${work.id} is over its back-off`);
    if (story.status !== 'in-flight') continue;
    if (
      work.kind === 'child'
        ? isChildOpen(evidence, work)
        : messagesOn(evidence).handedOver.has(operationText(work, work.id, operation))
    )
      continue;
    waits.push(`${operation} of ${work.id}, attempt ${story.attempt}, has no answer`);
  }
  return waits;
}

function isChildOpen(evidence: Evidence, { namespace, childId = '' }: Work): boolean {
  const child = storiesOf(evidence).get(instanceKey({ namespace, workflowId: childId }));
  return child !== undefined && child.lives.at(-1)?.end === undefined;
}
