import type { SagaContext } from '@skald/engine';
import { Saga } from '@skald/nest';
import type { Health, Watch } from './health-monitor.contracts.js';
import { checkHealth, environmentUnhealthy, healthMonitor, retired } from './health-monitor.contracts.js';

/** Then a new run begins with an empty history: a monitor lives for years. */
const checksOfARun = 12;
const failuresUntilAlarm = 3;

@Saga(healthMonitor, { version: 1 })
export class HealthMonitorV1 {
  async run(ctx: SagaContext<Health>, watch: Watch): Promise<{ retiredBy: string }> {
    const { environment, addresses, everyMinutes } = watch;
    let { failures } = watch;
    for (let check = 0; check < checksOfARun; check++) {
      const next = await ctx.race({ retired: ctx.receive(retired), due: ctx.timer(`${everyMinutes} minutes`) });
      if (next.winner === 'retired') return { retiredBy: next.value.by };
      const { ok } = await ctx.bestEffort(checkHealth, { addresses });
      failures = ok ? 0 : failures + 1;
      ctx.view({ failures, lastCheck: ctx.now().toISOString() });
      if (failures === failuresUntilAlarm) ctx.emit(environmentUnhealthy, { environment, failures });
    }
    return ctx.continueAsNew({ ...watch, failures });
  }
}
