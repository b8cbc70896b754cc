import { instanceKey } from '@skald/contracts';
import type { Evidence } from '../evidence/evidence.js';
import type { Place } from '../reading/instance-history.js';
import type { InstanceStory, Life } from '../reading/life.js';
import { storiesOf } from '../reading/instance-story.js';
import { clientSlice, journalSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-14: an accepted cancel is recorded; it gives up what is open before anything else is asked for, and ends with its grace. */
export function aCancelStopsForwardWork(evidence: Evidence): readonly Violation[] {
  const stories = storiesOf(evidence);
  return [
    ...lost(evidence, stories),
    ...[...stories.values()].flatMap((story) => story.lives.flatMap((life) => judge(evidence, story, life))),
  ];
}

/** A second cancel of an open instance is accepted and changes nothing. */
function lost(evidence: Evidence, stories: ReadonlyMap<string, InstanceStory>): readonly Violation[] {
  return evidence.calls
    .filter(({ request, outcome }) => request.type === 'cancel' && outcome.kind === 'ok')
    .filter(({ request }) => {
      const places = stories.get(instanceKey(request))?.history.places ?? [];
      return !places.some(({ event }) => event.type === 'CancelRequested' || event.type === 'UndoRequested');
    })
    .map((call) => violated(evidence, 'I-14', 'an accepted cancel is in no history', clientSlice(call)));
}

function judge(evidence: Evidence, { history, works }: InstanceStory, life: Life): readonly Violation[] {
  const { started, lastRun, pivotAt = Infinity, unwinding } = life;
  const own = history.places.filter(({ turn, order }) => order >= started.order && turn.run <= lastRun);
  const cancel = own.find(({ event }) => event.type === 'CancelRequested');
  if (
    cancel?.event.type !== 'CancelRequested' ||
    cancel.order > pivotAt ||
    cancel.order > (unwinding?.order ?? Infinity)
  ) {
    return [];
  }
  const { graceMs } = cancel.event;
  const expired = own.find(({ event }) => event.type === 'CancelGraceExpired');
  // That the grace is over is known when its timer fires, however late that is.
  const over = ({ order }: Place): boolean =>
    order <= pivotAt && (graceMs === undefined || (expired !== undefined && order > expired.order));
  const asked = [...works.values()].filter((work) => work.asked.order > cancel.order && work.asked.turn.run <= lastRun);
  const late = asked.filter((work) => over(work.asked));
  const [next] = asked;
  const stillOpen = [...works.values()].filter(({ asked: { order }, forward }) => {
    const ended = forward.settlements[0]?.order ?? Infinity;
    return next !== undefined && order < cancel.order && order >= started.order && ended > next.asked.order;
  });
  const told = (what: string, place: Place): Violation =>
    violated(evidence, 'I-14', what, ...[cancel, place].map(({ turn, event }) => journalSlice(turn, event)));
  return [
    ...late.map((work) => told(`${work.id} was scheduled after the grace of a cancel`, work.asked)),
    ...(graceMs === undefined ? [] : stillOpen).map((work) =>
      told(`a cancel left ${work.id} open while more was asked for`, next!.asked),
    ),
  ];
}
