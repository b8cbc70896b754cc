import type { Turn } from '@skald/engine';
import type { ClientCall, ClientOutcome } from '../evidence/client-call.js';
import type { Evidence } from '../evidence/evidence.js';
import { emptyEvidence } from '../evidence/evidence.js';
import type { Violation } from '../violation.js';
import { violationText } from '../violation-text.js';
import { began } from './written-journal.for-spec.js';

const evidence = (seen: Partial<Evidence> = {}): Evidence => emptyEvidence({ seed: '7', at: began, ...seen });

/** Evidence of a journal alone. */
export const journal = (...turns: readonly (readonly Turn[])[]): Partial<Evidence> => ({
  journal: { turns: turns.flat(), earlier: [], projections: [] },
});

/** What an invariant says of evidence, without its slices. */
export const told = (invariant: (evidence: Evidence) => readonly Violation[], seen: Partial<Evidence>): string[] =>
  invariant(evidence(seen)).map((violation) => {
    if (!violationText(violation).endsWith('\n  seed 7')) throw new Error('a violation names its seed');
    return violation.what;
  });

export const ok = (part: Partial<Extract<ClientOutcome, { kind: 'ok' }>['answer']> = {}, answeredAt = began + 1) =>
  ({
    kind: 'ok',
    answeredAt,
    answer: { namespace: 'default', workflowId: 'order-42', run: 0, attached: false, ...part },
  }) as const satisfies ClientOutcome;

export const unknown: ClientOutcome = { kind: 'unknown' };

export const refused = (code: Extract<ClientOutcome, { kind: 'failed' }>['code']): ClientOutcome => ({
  kind: 'failed',
  answeredAt: began + 1,
  code,
});

export const startCall = (outcome: ClientOutcome, part: Partial<ClientCall['request']> = {}): ClientCall => ({
  request: {
    ...{ type: 'start', namespace: 'default', workflowId: 'order-42', saga: 'order-checkout', input: null },
    ...(part as object),
  },
  sender: 'ana',
  invokedAt: began,
  outcome,
});
