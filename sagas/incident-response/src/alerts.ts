import { Injectable } from '@nestjs/common';
import { SignalsFrom, StartsFrom } from '@skald/nest';
import { z } from 'zod';
import { acknowledged, incidentResponse, resolved } from './incident-response.contracts.js';

/** As the monitoring writes it to `alerts.raised`. */
const Alert = z.object({
  id: z.string().min(1),
  service: z.string().min(1),
  severity: z.enum(['info', 'major', 'critical']),
  title: z.string(),
  playbook: z.enum(['restart', 'fail-over', 'drain-region']).optional(),
});

/** As the pager writes it to `alerts.updates`. */
const Update = z.object({ alert: z.string().min(1), state: z.string(), user: z.string().min(1) });
type Update = z.infer<typeof Update>;

/** The update as a signal, if it says this. */
const when =
  (state: string) =>
  ({ alert, state: said, user }: Update) =>
    said === state ? { workflowId: workflowId(alert), payload: { by: user } } : undefined;

function workflowId(alert: string): string {
  return `incident-${alert}`;
}

/** The two topics that others write. One alert is one incident, however often it is raised. */
@StartsFrom(
  'alerts.raised',
  incidentResponse,
  ({ id, service, severity, title, playbook }) =>
    severity === 'info'
      ? undefined
      : {
          workflowId: workflowId(id),
          input: { incidentId: id, service, severity, summary: title, ...(playbook !== undefined && { playbook }) },
        },
  { schema: Alert },
)
@SignalsFrom('alerts.updates', acknowledged, when('acknowledged'), { schema: Update })
@SignalsFrom('alerts.updates', resolved, when('resolved'), { schema: Update })
@Injectable()
export class Alerts {}
