import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import { z } from 'zod';

const Playbook = z.enum(['restart', 'fail-over', 'drain-region']);

const Incident = z.object({
  incidentId: z.string().min(1),
  service: z.string().min(1),
  severity: z.enum(['major', 'critical']),
  summary: z.string(),
  /** What may help; none: people find out. */
  playbook: Playbook.optional(),
});
export type Incident = z.infer<typeof Incident>;

const Mitigation = z.enum(['ran', 'not-known', 'refused', 'not-decided', 'failed', 'not-needed']);
export type Mitigation = z.infer<typeof Mitigation>;

const Closed = z.object({
  resolvedBy: z.string(),
  /** Nobody: it was resolved before somebody acknowledged it. */
  responder: z.string().optional(),
  playbook: Mitigation,
});
export type Closed = z.infer<typeof Closed>;

const IncidentView = z.object({
  stage: z.enum(['paging', 'approval', 'mitigation', 'watching', 'resolved']),
  /** How far up it was paged. */
  level: z.int().nonnegative(),
  responder: z.string().optional(),
  playbook: Mitigation.optional(),
});
export type IncidentView = z.infer<typeof IncidentView>;

const Page = z.object({
  incidentId: z.string(),
  service: z.string(),
  severity: z.string(),
  summary: z.string(),
  level: z.int().positive(),
  duty: z.string(),
});
export type Page = z.infer<typeof Page>;

const Question = z.object({ incidentId: z.string(), service: z.string(), playbook: Playbook, asks: z.string() });
export type Question = z.infer<typeof Question>;

const Decision = z.object({ approved: z.boolean(), by: z.string().min(1) });
export type Decision = z.infer<typeof Decision>;

const Run = z.object({ incidentId: z.string(), service: z.string(), playbook: Playbook });
export type Run = z.infer<typeof Run>;

export const page = defineActivity('pager.page', {
  input: Page,
  output: z.null(),
  retry: { maxAttempts: 3, initialInterval: '1s', maxInterval: '10s' },
  timeout: '10s',
});

/** Answered by a person, who is told of it: `{ approved, by }`. */
export const approvePlaybook = defineActivity('approvals.approve-playbook', {
  input: Question,
  output: Decision,
  timeout: '10s',
});

export const runPlaybook = defineActivity('playbooks.run', {
  input: Run,
  output: z.object({ change: z.string() }),
  errors: ['PlaybookFailed'],
  compensable: true,
  retry: { maxAttempts: 2, initialInterval: '5s' },
  timeout: '5 minutes',
  compensation: { retry: { maxAttempts: 20 } },
});

export const acknowledged = defineSignal('acknowledged', z.object({ by: z.string().min(1) }));

export const resolved = defineSignal('resolved', z.object({ by: z.string().min(1) }));

export const incidentResponse = defineSaga('incident-response', {
  input: Incident,
  output: Closed,
  view: IncidentView,
  signals: [acknowledged, resolved],
});
