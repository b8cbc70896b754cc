import { Injectable } from '@nestjs/common';
import type { ActivityContext } from '@skald/nest';
import { Executes, TerminalError } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import { checkHealth } from '../health-monitor.contracts.js';

@Injectable()
export class HealthChecks {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(checkHealth)
  async check({ addresses }: { addresses: readonly string[] }, ctx: ActivityContext): Promise<null> {
    await this.effects.called(checkHealth, ctx);
    const sick = addresses.find((address) => address.includes('-sick.'));
    if (sick !== undefined) throw new TerminalError('Unhealthy', `${sick} does not answer`);
    return null;
  }
}
