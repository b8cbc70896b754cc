import { Injectable } from '@nestjs/common';
import type { Forward } from '@skald/contracts';
import type { ActivityContext } from '@skald/nest';
import { Compensates, Executes, TerminalError } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { Machine, Zone } from '../provision-zone.contracts.js';
import { attachNetwork, launchMachine } from '../provision-zone.contracts.js';

/** Networks and machines. */
@Injectable()
export class Zones {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(attachNetwork)
  async attach({ environment, zone }: Zone, ctx: ActivityContext): Promise<{ network: string }> {
    await this.effects.called(attachNetwork, ctx);
    await this.effects.execute(attachNetwork, ctx);
    return { network: `${environment}-${zone}` };
  }

  @Compensates(attachNetwork)
  async detach(_forward: Forward<typeof attachNetwork>, ctx: ActivityContext): Promise<void> {
    await this.effects.called(attachNetwork, ctx);
    await this.effects.undo(attachNetwork, ctx);
  }

  @Executes(launchMachine)
  async launch({ zone, network }: Machine, ctx: ActivityContext): Promise<{ address: string }> {
    await this.effects.called(launchMachine, ctx);
    if (zone.endsWith('-full')) throw new TerminalError('NoCapacity', `in ${zone} no machine is left`);
    await this.effects.execute(launchMachine, ctx);
    return { address: `${network}.internal` };
  }

  @Compensates(launchMachine)
  async stop(_forward: Forward<typeof launchMachine>, ctx: ActivityContext): Promise<void> {
    await this.effects.called(launchMachine, ctx);
    await this.effects.undo(launchMachine, ctx);
  }
}
