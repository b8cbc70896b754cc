import type { SagaContext } from '@skald/engine';
import { Saga } from '@skald/nest';
import { healthMonitor } from './health-monitor.contracts.js';
import { provisionZone } from './provision-zone.contracts.js';
import type { Environment, ProvisioningView, ReadyEnvironment } from './provisioning.contracts.js';
import { createDatabase, provisioning, publishName } from './provisioning.contracts.js';

@Saga(provisioning, { version: 1, timeout: '6 hours', compensationOrder: 'parallel' })
export class ProvisioningV1 {
  async run(ctx: SagaContext<ProvisioningView>, environment: Environment): Promise<ReadyEnvironment> {
    const { name, owner, gigabytes } = environment;
    const zones = [...new Set(environment.zones)];
    const readyZones: string[] = [];
    const show = (stage: ProvisioningView['stage']): void => {
      ctx.view({ stage, readyZones });
      ctx.attributes({ stage });
    };

    ctx.attributes({ owner });
    show('database');
    const { database } = await ctx.activity(createDatabase, { environment: name, gigabytes });

    show('zones');
    const addresses = await Promise.all(
      zones.map(async (zone) => {
        const input = { environment: name, zone, database };
        const { address } = await ctx.child(provisionZone, { input, id: `zone-${zone}` });
        readyZones.push(zone);
        show('zones');
        return address;
      }),
    );

    show('name');
    const { url } = await ctx.activity(publishName, { environment: name, addresses });

    ctx.pivot();
    show('ready');
    const watch = { environment: name, addresses, everyMinutes: 5, failures: 0 };
    const monitor = ctx.detach(healthMonitor, { input: watch, workflowId: `${ctx.workflowId}-health` });
    return { url, addresses, monitor };
  }
}
