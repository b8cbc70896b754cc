import { Injectable } from '@nestjs/common';
import type { ActivityContext, HandedOver } from '@skald/nest';
import { Executes } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { Question } from '../incident-response.contracts.js';
import { approvePlaybook } from '../incident-response.contracts.js';

/** Puts the question to people; whoever decides reports it under the identity of the activity. */
@Injectable()
export class Approvals {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(approvePlaybook)
  async ask({ incidentId, service, playbook, asks }: Question, ctx: ActivityContext): Promise<HandedOver> {
    await this.effects.called(approvePlaybook, ctx);
    ctx.log.info(`${asks} asks: may ${playbook} be run for ${service}?`, { incidentId });
    await this.effects.execute(approvePlaybook, ctx);
    return ctx.handOver();
  }
}
