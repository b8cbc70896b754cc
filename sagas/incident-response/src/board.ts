import type { SagaContext } from '@skald/engine';
import type { Incident, IncidentView } from './incident-response.contracts.js';

/** What everybody sees of the incident: what is shown is what the code goes by. */
export class Board {
  view: IncidentView = { stage: 'paging', level: 0 };

  constructor(
    private readonly ctx: SagaContext<IncidentView>,
    private readonly incident: Incident,
  ) {
    this.show();
  }

  change(changes: Partial<IncidentView>): void {
    this.view = { ...this.view, ...changes };
    this.show();
  }

  private show(): void {
    const { service, severity } = this.incident;
    this.ctx.view(this.view);
    this.ctx.attributes({ service, severity, stage: this.view.stage });
  }
}
