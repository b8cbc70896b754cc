import { instanceKey } from '@skald/contracts';
import type { Evidence } from '../evidence/evidence.js';
import { groupBy } from '../reading/once.js';
import { messagesOn } from '../reading/topic-messages.js';
import { clientSlice, recordSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-18: a request that is repeated is answered as before, as long as the same run stands. */
export function equalRequestsHaveEqualAnswers(evidence: Evidence): readonly Violation[] {
  const asked = evidence.calls.flatMap((call) => {
    const { request, outcome } = call;
    if (request.requestId === undefined || outcome.kind !== 'ok') return [];
    const key = `${instanceKey(request)} ${request.requestId} ${outcome.answer.run}`;
    return [{ key, said: JSON.stringify(outcome.answer), slice: clientSlice(call) }];
  });
  const replied = messagesOn(evidence).replies.flatMap(({ record, message }) => {
    if (message.requestId === undefined || message.type === 'rejected') return [];
    const key = `${instanceKey(message)} ${message.requestId} ${message.run} ${message.type}`;
    return [{ key, said: JSON.stringify(message), slice: recordSlice(record) }];
  });
  return [...groupBy([...asked, ...replied], ({ key }) => key).values()].flatMap((repeats) => {
    const other = repeats.find(({ said }) => said !== repeats[0]!.said);
    if (other === undefined) return [];
    return [violated(evidence, 'I-18', 'one request has two answers', repeats[0]!.slice, other.slice)];
  });
}
