import type { StartRequest } from '@skald/contracts';
import { instanceKey } from '@skald/contracts';
import { startOf } from '@skald/engine';
import { topicNames } from '@skald/runtime';
import type { ClientCall } from '../evidence/client-call.js';
import type { Evidence } from '../evidence/evidence.js';
import { historiesOf, isPlaceOf } from '../reading/instance-history.js';
import type { InstanceHistory } from '../reading/instance-history.js';
import { groupBy } from '../reading/once.js';
import { clientSlice, journalSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

interface StartCall {
  readonly call: ClientCall;
  readonly start: StartRequest;
}

/** I-01: of an accepted start there is exactly one instance, of an unknown one none or one, of a failed one none. */
export function acceptedStartsAreNotLost(evidence: Evidence): readonly Violation[] {
  const histories = historiesOf(evidence);
  const starts = evidence.calls.flatMap((call): StartCall[] => {
    const start = startOf(call.request);
    return start === undefined ? [] : [{ call, start }];
  });
  return [
    ...[...groupBy(starts, ({ start }) => instanceKey(start))].flatMap(([instance, calls]) =>
      lost(evidence, histories.get(instance), calls),
    ),
    ...doubled(evidence, histories.values()),
    ...refusedAndStarted(evidence, histories, starts),
    ...unasked(evidence, histories, new Set(starts.map(({ start }) => instanceKey(start)))),
  ];
}

function lost(
  evidence: Evidence,
  history: InstanceHistory | undefined,
  calls: readonly StartCall[],
): readonly Violation[] {
  if (history !== undefined) return [];
  return calls
    .filter(({ call }) => call.outcome.kind === 'ok')
    .slice(0, 1)
    .map(({ call }) => violated(evidence, 'I-01', 'an accepted start has no instance', clientSlice(call)));
}

/** One request began two runs that do not continue one another. */
function doubled(evidence: Evidence, histories: Iterable<InstanceHistory>): readonly Violation[] {
  const violations: Violation[] = [];
  for (const { places } of histories) {
    const begun = places.filter((place) => isPlaceOf(place, 'SagaStarted') && place.event.continued !== true);
    for (const [requestId, twins] of groupBy(begun, (place) => requestIdOf(place.event) ?? '')) {
      if (requestId === '' || twins.length === 1) continue;
      const slices = twins.map(({ turn, event }) => journalSlice(turn, event));
      violations.push(
        violated(evidence, 'I-01', `one start (${requestId}) began ${twins.length} instances`, ...slices),
      );
    }
  }
  return violations;
}

function refusedAndStarted(
  evidence: Evidence,
  histories: ReadonlyMap<string, InstanceHistory>,
  starts: readonly StartCall[],
): readonly Violation[] {
  const asked = starts.filter(({ start }) => start.requestId !== undefined);
  return [...groupBy(asked, ({ start }) => `${instanceKey(start)} ${String(start.requestId)}`).values()].flatMap(
    (repeats) => {
      const [{ start, call } = { start: undefined, call: undefined }] = repeats;
      if (start === undefined || repeats.some((repeat) => repeat.call.outcome.kind !== 'failed')) return [];
      const begun = histories
        .get(instanceKey(start))
        ?.places.find(({ event }) => event.type === 'SagaStarted' && event.requestId === start.requestId);
      if (begun === undefined) return [];
      const slices = [clientSlice(call), journalSlice(begun.turn, begun.event)];
      return [violated(evidence, 'I-01', 'a refused start began an instance all the same', ...slices)];
    },
  );
}

/** Nobody asked for it: no client, no parent, no topic of another system. */
function unasked(
  evidence: Evidence,
  histories: ReadonlyMap<string, InstanceHistory>,
  asked: ReadonlySet<string>,
): readonly Violation[] {
  const detached = new Set(
    [...histories.values()].flatMap(({ namespace, places }) =>
      places.flatMap(({ event }) =>
        event.type === 'DetachedStarted' ? [instanceKey({ namespace, workflowId: event.workflowId })] : [],
      ),
    ),
  );
  const { prefix, records } = evidence.broker;
  const { requests } = topicNames(prefix);
  // Who keeps no log of calls is known by the record.
  const onTopic = new Set(records.flatMap(({ topic, key }) => (topic === requests && key !== null ? [key] : [])));
  return [...histories.values()].flatMap(({ instance, workflowId, places }) => {
    const [first] = places;
    const isChild = first?.event.type === 'SagaStarted' && first.event.parent !== undefined;
    if (first === undefined || isChild || asked.has(instance) || detached.has(instance) || onTopic.has(workflowId))
      return [];
    return [violated(evidence, 'I-01', 'nobody asked for this instance', journalSlice(first.turn, first.event))];
  });
}

function requestIdOf(event: object): string | undefined {
  return 'requestId' in event ? (event.requestId as string) : undefined;
}
