import type { SagaContext } from '@skald/engine';
import { Saga } from '@skald/nest';
import { collect, parcel, scanned, weigh, type ParcelView } from './parcel.contracts.js';

interface Parcel {
  readonly to: string;
  readonly grams: number;
  readonly customer: string;
}

@Saga(parcel, { version: 1, timeout: '30 days', strictInputs: true, activityDefaults: { deadline: '2 hours' } })
export class ParcelV1 {
  async run(ctx: SagaContext<ParcelView>, order: Parcel): Promise<{ tracking: string }> {
    ctx.attributes({ customer: order.customer, stage: 'collecting' });
    if (ctx.patched('weigh-first')) await ctx.activity(weigh, order);
    const { tracking } = await ctx.activity(collect, order, { retry: { nonRetryable: ['Malformed'] } });
    const seen: string[] = [];
    for (;;) {
      ctx.view({ tracking, seen });
      const scan = await ctx.receive(scanned);
      seen.push(scan.place);
      ctx.attributes({ stage: scan.delivered ? null : 'under-way', place: scan.place });
      if (scan.delivered) return { tracking };
    }
  }
}
