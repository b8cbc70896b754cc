import type { SagaEvent, SagaStatus } from '@skald/contracts';
import { isClosed } from '@skald/contracts';
import type { Evidence } from '../evidence/evidence.js';
import type { InstanceStory } from '../reading/life.js';
import { storiesOf } from '../reading/instance-story.js';
import { journalSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-02: an instance at rest has one terminal event, and it is last; or it waits for something. */
export function everyInstanceHasOneEnding(evidence: Evidence): readonly Violation[] {
  return [...storiesOf(evidence).values()].flatMap((story) => [
    ...eventsAfterTheEnd(evidence, story),
    ...standsOtherwise(evidence, story),
  ]);
}

function eventsAfterTheEnd(evidence: Evidence, { history: { places } }: InstanceStory): readonly Violation[] {
  return places.slice(1).flatMap((place, i) => {
    const before = places[i]!;
    const goesOn = place.event.type === 'UndoRequested' || place.event.type === 'SagaStarted';
    if (statusAfter(before.event) === undefined || goesOn) return [];
    const slices = [before, place].map(({ turn, event }) => journalSlice(turn, event));
    return [violated(evidence, 'I-02', 'something follows the end of an instance', ...slices)];
  });
}

function standsOtherwise(evidence: Evidence, { history }: InstanceStory): readonly Violation[] {
  const { projection, places } = history;
  const last = places.at(-1);
  if (projection === undefined || last === undefined) return [];
  const ended = statusAfter(last.event);
  const slice = [
    journalSlice(last.turn, last.event),
    `projection ${projection.status} seq ${projection.seq} waits for ${JSON.stringify(projection.waitingFor)}`,
  ];
  if (ended !== undefined && projection.status !== ended) {
    return [violated(evidence, 'I-02', `an instance that is ${ended} is shown as ${projection.status}`, ...slice)];
  }
  if (ended === undefined && isClosed(projection.status)) {
    return [violated(evidence, 'I-02', `an open instance is shown as ${projection.status}`, ...slice)];
  }
  if (ended !== undefined || projection.waitingFor.length > 0 || projection.wakeAt !== undefined) return [];
  return [violated(evidence, 'I-02', 'an open instance waits for nothing', ...slice)];
}

/** The status that an event closes an instance with. */
export function statusAfter(event: SagaEvent): SagaStatus | undefined {
  switch (event.type) {
    case 'SagaCompleted':
      return 'completed';
    case 'SagaFailed':
      return 'failed';
    case 'SagaCompensated':
      return 'compensated';
    case 'SagaCanceled':
      return 'canceled';
    case 'SagaTerminated':
      return 'terminated';
    default:
      return undefined;
  }
}
