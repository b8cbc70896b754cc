import { instanceKey } from '@skald/contracts';
import type { Evidence } from '../evidence/evidence.js';
import { historiesOf } from '../reading/instance-history.js';
import { messagesOn } from '../reading/topic-messages.js';
import { clientSlice, recordSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-19: no row, record or answer crosses namespaces. */
export function namespacesAreKeptApart(evidence: Evidence): readonly Violation[] {
  const histories = historiesOf(evidence);
  const { commands, events, results } = messagesOn(evidence);
  const strangers = [...commands, ...events].filter(({ message }) => !histories.has(instanceKey(message)));
  const crossing = results.filter(
    ({ message }) =>
      'child' in message && !histories.has(instanceKey({ ...message, workflowId: message.child.workflowId })),
  );
  return [
    ...evidence.journal.projections
      .filter((projection) => projection.instance !== instanceKey(projection) || !histories.has(projection.instance))
      .map(({ instance }) =>
        violated(evidence, 'I-19', `the projection ${instance} is of no instance of its namespace`),
      ),
    ...evidence.calls
      .filter(({ request, outcome }) => outcome.kind === 'ok' && instanceKey(outcome.answer) !== instanceKey(request))
      .map((call) => violated(evidence, 'I-19', 'an answer speaks of another instance', clientSlice(call))),
    ...[
      ...strangers,
      ...(histories.size === 0 ? [] : crossing.filter(({ message }) => message.type === 'child-completed')),
    ].map(({ record }) =>
      violated(evidence, 'I-19', 'a record speaks of no instance of its namespace', recordSlice(record)),
    ),
  ];
}
