import type { InstanceUnderTest } from './instance-under-test.for-spec.js';
import type { Place, Story } from './random-works.for-spec.js';
import { isUndone, mayStand, passesPivot } from './random-works.for-spec.js';

const ends = ['SagaCompleted', 'SagaFailed', 'SagaCompensated', 'SagaCanceled', 'SagaTerminated'];
const bugs = ['EVALUATION_KILLED', 'HISTORY_TOO_LARGE'];

/** I-02, I-03, I-14, I-16, I-20: one line of turns and runs, one end, nothing left behind, each command once. */
export function* lineFlaws(story: Story, instance: InstanceUnderTest): Generator<string> {
  const { places } = story;
  for (const [i, { seq, run, events }] of instance.turns.entries()) {
    const before = instance.turns[i - 1];
    const begins = events[0]?.type === 'SagaContinuedAsNew';
    if (seq !== i || run !== (before?.run ?? 0) + (begins ? 1 : 0)) yield `turn ${i} is of seq ${seq}, run ${run}`;
  }
  for (const place of places) {
    const { event, order } = place;
    const next = places[order + 1]?.event.type;
    if (ends.includes(event.type) && next !== undefined && next !== 'UndoRequested')
      yield `${next} after ${event.type}`;
    if (event.type === 'SagaParked' && !bugs.includes(event.code)) yield `parked: ${event.code} ${event.message}`;
    if (event.type === 'SagaContinuedAsNew') yield* boundaryFlaws(story, place);
  }
  yield* standstillFlaws(story);
  const { state, live } = instance;
  if (!ends.includes(places.at(-1)!.event.type)) yield 'the end is not the last';
  if (live.nextTimerAt !== undefined || live.hasWork || state.open.size > 0) yield 'it has ended and goes on';
  if (instance.waitingFor.length > 0) yield `it has ended and waits for ${JSON.stringify(instance.waitingFor)}`;
  const sent = instance.commands().map(({ idempotencyKey, attempt }) => `${idempotencyKey}, attempt ${attempt}`);
  if (new Set(sent).size !== sent.length) yield 'a command left twice';
}

/** What may still have to be undone goes along, and nothing else. */
function* boundaryFlaws({ works, places }: Story, { event, order, run }: Place): Generator<string> {
  if (event.type !== 'SagaContinuedAsNew') return;
  const { carried } = event;
  const past = places.some((one) => one.order < order && passesPivot(one.event));
  if (carried.pivotPassed !== past) yield `run ${run} does not know that the pivot is passed`;
  const keys = carried.undo.map(
    (one) => `${one.run}/${'started' in one ? one.started.childId : one.scheduled.activityId}`,
  );
  for (const work of works.values()) {
    // In no plan, and undone: it failed inside a scope that failed, and was done after all.
    const isDue = work.undoable && work.plans.length === 0 && mayStand(work, order) && !isUndone(work, order);
    if (!past && work.run < run && isDue && !keys.includes(work.key)) yield `run ${run} forgets ${work.key}`;
  }
  if (places.some((one) => one.order < order && one.event.type === 'CancelRequested' && !past)) {
    yield `run ${run} begins after a cancel`;
  }
}

/** Nothing goes forward while an instance stands still. */
function* standstillFlaws({ places }: Story): Generator<string> {
  let since: number | undefined;
  for (const { event, order } of places) {
    switch (event.type) {
      case 'SagaPaused':
      case 'SagaParked':
        since = order;
        break;
      case 'SagaResumed':
      case 'CompensationPlanned':
        since = undefined;
        break;
      case 'ActivityScheduled':
      case 'ChildStarted':
      case 'TimerStarted':
        // An operator may have an undo tried again.
        if ('operation' in event && event.operation === 'compensate') break;
        if (since !== undefined) yield `${event.type} at ${order} although it stands still since ${since}`;
        break;
      default:
        break;
    }
  }
}
