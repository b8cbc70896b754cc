import { Injectable } from '@nestjs/common';
import type { Forward } from '@skald/contracts';
import type { ActivityContext } from '@skald/nest';
import { Compensates, Executes, TerminalError } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { Run } from '../incident-response.contracts.js';
import { runPlaybook } from '../incident-response.contracts.js';

@Injectable()
export class Playbooks {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(runPlaybook)
  async run({ service, playbook }: Run, ctx: ActivityContext): Promise<{ change: string }> {
    await this.effects.called(runPlaybook, ctx);
    // A stateless thing cannot be failed over: refused before anything is changed.
    if (service === 'stateless' && playbook === 'fail-over')
      throw new TerminalError('PlaybookFailed', `${service} has nothing to fail over`);
    await this.effects.execute(runPlaybook, ctx);
    // The change is made, and the answer is lost.
    if (service === 'forgetful') throw new Error('the connection was lost');
    return { change: `${playbook}-${ctx.workflowId}` };
  }

  @Compensates(runPlaybook)
  async rollBack(_forward: Forward<typeof runPlaybook>, ctx: ActivityContext): Promise<void> {
    await this.effects.called(runPlaybook, ctx);
    await this.effects.undo(runPlaybook, ctx);
  }
}
