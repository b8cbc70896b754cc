import type { SagaContext } from '@skald/engine';
import { Saga } from '@skald/nest';
import type { Zone } from './provision-zone.contracts.js';
import { attachNetwork, launchMachine, provisionZone } from './provision-zone.contracts.js';

@Saga(provisionZone, { version: 1, timeout: '1 hour' })
export class ProvisionZoneV1 {
  async run(ctx: SagaContext, zone: Zone): Promise<{ address: string }> {
    const { network } = await ctx.activity(attachNetwork, zone);
    return ctx.activity(launchMachine, { zone: zone.zone, network });
  }
}
