import type { Evidence } from '../evidence/evidence.js';
import type { InstanceHistory } from '../reading/instance-history.js';
import { historiesOf } from '../reading/instance-history.js';
import { once } from '../reading/once.js';
import { journalSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-12: a fresh process makes of each journal the state that lived, and the messages that were sent. */
export function historiesReplayEqually(evidence: Evidence): readonly Violation[] {
  const histories = historiesOf(evidence);
  return evidence.replays.flatMap(({ instance, how, outcome }) => {
    const history = histories.get(instance);
    if (history === undefined) return [];
    const last = history.turns.at(-1)!;
    const parked = history.projection?.status === 'parked';
    if (outcome.kind === 'broken') {
      // Code that does not replay, or is not here, is what an instance is parked for.
      if (parked) return [];
      const what = `a ${how} replay breaks: ${outcome.problem}`;
      return [violated(evidence, 'I-12', what, journalSlice(last))];
    }
    return [
      ...(parked ? [] : standsOtherwise(evidence, history, how, outcome.standing)),
      ...outcome.sent.flatMap((record) => {
        if (evidence.broker.records.length === 0 || onBroker(evidence).has(`${record.key} ${record.value}`)) return [];
        const turn = history.turns[record.seq] ?? last;
        const what = `a ${how} replay sends what is on no topic`;
        return [violated(evidence, 'I-12', what, journalSlice(turn), `${record.topic} ${record.key} ${record.value}`)];
      }),
    ];
  });
}

const onBroker = once(
  ({ broker }: Evidence): ReadonlySet<string> =>
    new Set(broker.records.map(({ key, value }) => `${String(key)} ${String(value)}`)),
);

function standsOtherwise(
  evidence: Evidence,
  { projection, turns }: InstanceHistory,
  how: string,
  standing: { readonly status: string; readonly waitingFor: unknown; readonly wakeAt?: number },
): readonly Violation[] {
  if (projection?.seq !== turns.at(-1)!.seq) return [];
  const { status, waitingFor, wakeAt } = projection;
  const [lived, replayed] = [{ status, waitingFor, wakeAt }, { ...standing }].map((one) =>
    JSON.stringify({ status: one.status, waitingFor: one.waitingFor, wakeAt: one.wakeAt }),
  );
  if (lived === replayed) return [];
  const what = `a ${how} replay stands otherwise than what lived`;
  return [violated(evidence, 'I-12', what, `lived    ${lived}`, `replayed ${replayed}`)];
}
