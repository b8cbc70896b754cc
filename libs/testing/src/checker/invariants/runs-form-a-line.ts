import type { Carried } from '@skald/contracts';
import type { Evidence } from '../evidence/evidence.js';
import type { Place } from '../reading/instance-history.js';
import type { InstanceStory } from '../reading/life.js';
import { storiesOf } from '../reading/instance-story.js';
import { groupBy } from '../reading/once.js';
import type { Work } from '../reading/work.js';
import { journalSlice } from '../slice.js';
import { statusAfter } from './every-instance-has-one-ending.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

type Signals = Carried['signals'];

/** I-16: runs follow one another; nothing of run g settles in a later one but what is carried; signals between two are in one. */
export function runsFormALine(evidence: Evidence): readonly Violation[] {
  return [...storiesOf(evidence).values()].flatMap((story) => [
    ...outOfLine(evidence, story),
    ...boundaries(evidence, story),
  ]);
}

function outOfLine(evidence: Evidence, { history: { turns } }: InstanceStory): readonly Violation[] {
  return turns.flatMap((turn, i) => {
    const before = turns[i - 1];
    const [first, second] = turn.events;
    const begins =
      first?.type === 'SagaStarted' || (first?.type === 'SagaContinuedAsNew' && second?.type === 'SagaStarted');
    const expected = before === undefined ? 0 : begins ? before.run + 1 : before.run;
    const slices = [before, turn].flatMap((one) => (one === undefined ? [] : [journalSlice(one, one.events[0]!)]));
    if (turn.run !== expected) return [violated(evidence, 'I-16', `run ${expected} was expected`, ...slices)];
    if (before === undefined || first?.type !== 'SagaStarted' || statusAfter(before.events.at(-1)!) !== undefined)
      return [];
    return [violated(evidence, 'I-16', 'a run begins while another is open', ...slices)];
  });
}

function boundaries(evidence: Evidence, { history: { places }, works }: InstanceStory): readonly Violation[] {
  const violations: Violation[] = [];
  let received: { readonly name: string; readonly payload: unknown }[] = [];
  let carried: ReadonlySet<string> = new Set();
  const told = (what: string, place: Place): void =>
    void violations.push(violated(evidence, 'I-16', what, journalSlice(place.turn, place.event)));
  for (const place of places) {
    const { event, turn } = place;
    switch (event.type) {
      case 'SignalReceived':
        received.push({ name: event.name, payload: event.payload });
        break;
      case 'SagaContinuedAsNew': {
        const { signals, undo } = event.carried;
        if (!isEndOf(signals, received))
          told('the signals that are carried are not the newest that were received', place);
        received = [...signals];
        carried = new Set(
          undo.map((one) => `${one.run}/${'started' in one ? one.started.childId : one.scheduled.activityId}`),
        );
        for (const id of forgotten(works, carried, place))
          told(`${id} may have to be undone and is not carried`, place);
        break;
      }
      case 'SagaStarted':
        if (event.continued !== true) {
          received = [];
          carried = new Set();
        }
        break;
      default: {
        const run = 'run' in event ? event.run : undefined;
        const id = 'activityId' in event ? event.activityId : 'childId' in event ? event.childId : undefined;
        if (run === undefined || run === turn.run || id === undefined) break;
        if (!carried.has(`${run}/${id}`)) told(`${id} of run ${run} settles in run ${turn.run}`, place);
      }
    }
  }
  return violations;
}

/** Signals of one name are taken in order: what is left are the newest. */
function isEndOf(signals: Signals, received: readonly { readonly name: string; readonly payload: unknown }[]): boolean {
  const all = groupBy(received, ({ name }) => name);
  return [...groupBy(signals, ({ name }) => name)].every(([name, left]) => {
    const newest = (all.get(name) ?? []).slice(-left.length);
    return JSON.stringify(newest.map(({ payload }) => payload)) === JSON.stringify(left.map(({ payload }) => payload));
  });
}

/** As the history stood then: what completed, or was given up in doubt, and can be undone. */
function forgotten(
  works: ReadonlyMap<string, Work>,
  carried: ReadonlySet<string>,
  { event, order, turn }: Place,
): readonly string[] {
  if (event.type !== 'SagaContinuedAsNew' || event.carried.pivotPassed) return [];
  return [...works].flatMap(([key, work]) => {
    const settled = work.forward.settlements.filter((place) => place.order < order);
    const last = settled.at(-1)?.event;
    const done = settled.some(
      (place) => place.event.type === 'ActivityCompleted' || place.event.type === 'ChildCompleted',
    );
    const mayStand = done || (last !== undefined && 'outcome' in last && last.outcome === 'unknown');
    const ofThisLife = work.run === turn.run - 1;
    const planned = work.plans.some((place) => place.order < order);
    return ofThisLife && work.compensable && !work.abandoned && mayStand && !planned && !carried.has(key)
      ? [work.id]
      : [];
  });
}
