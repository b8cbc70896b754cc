import type { SagaContext } from '@skald/engine';
import { ActivityFailure } from '@skald/engine';
import { Saga } from '@skald/nest';
import { Board } from './board.js';
import type { Closed, Incident, IncidentView, Mitigation } from './incident-response.contracts.js';
import {
  acknowledged,
  approvePlaybook,
  incidentResponse,
  page,
  resolved,
  runPlaybook,
} from './incident-response.contracts.js';

/** Who is paged, one after another. */
const duties = ['on-call', 'team-lead', 'head-of-operations'] as const;

type Context = SagaContext<IncidentView>;

@Saga(incidentResponse, { version: 1 })
export class IncidentResponseV1 {
  async run(ctx: Context, incident: Incident): Promise<Closed> {
    const board = new Board(ctx, incident);
    const responded = this.respond(ctx, incident, board);
    const first = await ctx.race({ resolved: ctx.receive(resolved), responded });
    // A playbook that is under way is seen through: nobody knows yet what it changes.
    if (first.winner === 'resolved' && board.view.stage === 'mitigation') await responded;
    const { by } =
      first.winner === 'resolved' ? first.value : await ctx.receive(resolved, { escalateAfter: '4 hours' });
    const { responder, playbook = 'not-needed' } = board.view;
    board.change({ stage: 'resolved', playbook });
    return { resolvedBy: by, playbook, ...(responder !== undefined && { responder }) };
  }

  private async respond(ctx: Context, incident: Incident, board: Board): Promise<void> {
    const responder = await this.alarm(ctx, incident, board);
    board.change({ responder });
    const playbook = await this.mitigate(ctx, incident, responder, board);
    board.change({ playbook, stage: 'watching' });
  }

  /** Pages up the chain until somebody acknowledges. */
  private async alarm(ctx: Context, incident: Incident, board: Board): Promise<string> {
    const { incidentId, service, severity, summary } = incident;
    for (const [i, duty] of duties.entries()) {
      const level = i + 1;
      board.change({ level });
      await ctx.bestEffort(page, { incidentId, service, severity, summary, level, duty }, { id: `page-${level}` });
      const answer = await ctx.race({ acknowledged: ctx.receive(acknowledged), late: ctx.timer('5 minutes') });
      if (answer.winner === 'acknowledged') return answer.value.by;
    }
    return (await ctx.receive(acknowledged, { escalateAfter: '10 minutes' })).by;
  }

  /** Runs the playbook if there is one and a person allows it. */
  private async mitigate(ctx: Context, incident: Incident, responder: string, board: Board): Promise<Mitigation> {
    const { incidentId, service, playbook } = incident;
    if (playbook === undefined) return 'not-known';
    board.change({ stage: 'approval' });
    const decision = await ctx.bestEffort(
      approvePlaybook,
      { incidentId, service, playbook, asks: responder },
      { id: 'approval', escalateAfter: '10 minutes', deadline: '1 hour' },
    );
    if (!decision.ok) return 'not-decided';
    if (!decision.value.approved) return 'refused';
    board.change({ stage: 'mitigation' });
    try {
      // What a playbook did halfway is rolled back before people go on by hand.
      await ctx.scope(() => ctx.activity(runPlaybook, { incidentId, service, playbook }, { id: 'playbook' }));
      return 'ran';
    } catch (error) {
      if (error instanceof ActivityFailure) return 'failed';
      throw error;
    }
  }
}
