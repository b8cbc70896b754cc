import { instanceKey } from '@skald/contracts';
import type { ClientCall } from '../evidence/client-call.js';
import type { Evidence } from '../evidence/evidence.js';
import type { InstanceHistory, Place } from '../reading/instance-history.js';
import { historiesOf } from '../reading/instance-history.js';
import { groupBy } from '../reading/once.js';
import { messagesOn } from '../reading/topic-messages.js';
import { clientSlice, journalSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-10: an accepted signal is in one run of its instance, once; what one sender said one after another stands in that order. */
export function signalsArriveOnceInOrder(evidence: Evidence): readonly Violation[] {
  const histories = historiesOf(evidence);
  const signals = evidence.calls.filter((call) => idOf(call) !== undefined);
  return [...groupBy(signals, ({ request }) => instanceKey(request))].flatMap(([instance, calls]) => {
    const received = receivedBy(histories.get(instance));
    return [
      ...[...groupBy(calls, (call) => idOf(call)!)].flatMap(([id, repeats]) =>
        wrongCount(evidence, received.get(id) ?? [], repeats),
      ),
      ...[...groupBy(calls, ({ sender }) => sender).values()].flatMap((own) =>
        outOfOrder(evidence, own, calls, received),
      ),
    ];
  });
}

/** Signals are told apart by their signalId, else by the request. */
function idOf({ request }: ClientCall): string | undefined {
  if (request.type !== 'signal') return undefined;
  if (request.signalId !== undefined) return `signal ${request.signalId}`;
  return request.requestId === undefined || request.start !== undefined ? undefined : `request ${request.requestId}`;
}

function receivedBy(history: InstanceHistory | undefined): ReadonlyMap<string, readonly Place[]> {
  const places = history?.places.filter(({ event }) => event.type === 'SignalReceived') ?? [];
  return groupBy(places, ({ event }) => {
    if (event.type !== 'SignalReceived') return '';
    return event.signalId === undefined ? `request ${event.requestId ?? ''}` : `signal ${event.signalId}`;
  });
}

function wrongCount(
  evidence: Evidence,
  received: readonly Place[],
  calls: readonly ClientCall[],
): readonly Violation[] {
  const kinds = new Set(calls.map(({ outcome }) => outcome.kind));
  const slices = [...calls.map(clientSlice), ...received.map(({ turn, event }) => journalSlice(turn, event))];
  if (received.length > 1) return [violated(evidence, 'I-10', 'one signal was received twice', ...slices)];
  if (kinds.has('ok') && received.length === 0) {
    return [violated(evidence, 'I-10', 'an accepted signal is in no run of its instance', ...slices)];
  }
  if (kinds.has('ok') || kinds.has('unknown') || received.length === 0) return [];
  if (calls.some((call) => cameTooEarly(evidence, call))) return [];
  return [violated(evidence, 'I-10', 'a refused signal was received all the same', ...slices)];
}

/** That there is no instance is said of the moment: a second record of the same request may find one. */
function cameTooEarly(evidence: Evidence, { request, outcome }: ClientCall): boolean {
  if (outcome.kind !== 'failed' || outcome.code !== 'NOT_FOUND') return false;
  const { requests } = messagesOn(evidence);
  return requests.filter(({ message: { requestId } }) => requestId === request.requestId).length > 1;
}

function outOfOrder(
  evidence: Evidence,
  own: readonly ClientCall[],
  all: readonly ClientCall[],
  received: ReadonlyMap<string, readonly Place[]>,
): readonly Violation[] {
  const settled = own.flatMap((call) => {
    const place = received.get(idOf(call)!)?.[0];
    return call.outcome.kind === 'ok' && place !== undefined
      ? [{ call, place, answeredAt: call.outcome.answeredAt }]
      : [];
  });
  // Of a repeat the first call counts, whoever made it and whatever is known of its outcome: it may have been the one.
  const first = [...groupBy(settled, ({ call }) => idOf(call)!)].map(([id, [one]]) => {
    const invokedAt = Math.min(...all.filter((call) => idOf(call) === id).map((call) => call.invokedAt));
    return { ...one!, invokedAt };
  });
  const answered = first.toSorted((a, b) => a.answeredAt - b.answeredAt);
  let next = 0;
  let newest: (typeof first)[number] | undefined;
  return first
    .toSorted((a, b) => a.invokedAt - b.invokedAt)
    .flatMap((one) => {
      for (; next < answered.length && answered[next]!.answeredAt < one.invokedAt; next++) {
        const before = answered[next]!;
        if (newest === undefined || before.place.order > newest.place.order) newest = before;
      }
      if (newest === undefined || newest.place.order < one.place.order) return [];
      const slices = [newest, one].flatMap(({ call, place }) => [
        clientSlice(call),
        journalSlice(place.turn, place.event),
      ]);
      return [violated(evidence, 'I-10', 'signals of one sender stand in another order', ...slices)];
    });
}
