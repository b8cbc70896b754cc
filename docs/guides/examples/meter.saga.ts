import type { SagaContext } from '@skald/engine';
import { Saga } from '@skald/nest';
import { meter, readMeter } from './meter.contracts.js';

/** Stands for whatever a team asks. */
export abstract class Tariffs {
  abstract endOf(meter: string): Promise<string>;
}

/** One run is one day. */
@Saga(meter, { version: 1 })
export class MeterV1 {
  constructor(private readonly tariffs: Tariffs) {}

  async run(ctx: SagaContext, { meter, total }: { meter: string; total: number }): Promise<{ total: number }> {
    const ends = await ctx.effect('end-of-tariff', () => this.tariffs.endOf(meter), { input: { meter } });
    // Not all meters at the same minute.
    await ctx.timer(new Date(ctx.now().getTime() + ctx.random() * 3_600_000));
    const { kwh } = await ctx.activity(readMeter, { meter, reading: ctx.uuid() });
    ctx.log.info('read', { kwh });
    if (ctx.now() >= new Date(ends)) return { total: total + kwh };
    await ctx.timer('23 hours');
    return ctx.continueAsNew({ meter, total: total + kwh });
  }
}
