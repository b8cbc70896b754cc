import { ActivityFailure, CanceledFailure, SagaFailure, type SagaContext } from '@skald/engine';
import { Saga } from '@skald/nest';
import {
  bookLift,
  closeStreet,
  confirmLift,
  handOverKeys,
  moved,
  packed,
  removal,
  rentVan,
  sendCard,
  tellNeighbours,
} from './removal.contracts.js';

interface Removal {
  readonly household: string;
  readonly from: string;
  readonly to: string;
  readonly companies: string[];
}

@Saga(removal, { version: 1, timeout: '60 days', compensationOrder: 'parallel', cancelGrace: '10 minutes' })
export class RemovalV1 {
  async run(ctx: SagaContext, order: Removal): Promise<{ boxes: number }> {
    await Promise.all([
      ctx.activity(rentVan, order),
      ctx.activity(closeStreet, { street: order.from }),
      this.lift(ctx, order.companies),
    ]);
    const boxes = await this.packing(ctx);
    ctx.pivot();
    await ctx.activity(handOverKeys, order);
    const card = await ctx.bestEffort(sendCard, order);
    if (!card.ok) ctx.log.info('moved without a card', { reason: card.error.message });
    ctx.emit(moved, { household: order.household, boxes });
    return { boxes };
  }

  /** The first company whose lift gets its permit; what was booked of the others is given back before. */
  private async lift(ctx: SagaContext, companies: readonly string[]): Promise<string> {
    for (const company of companies) {
      try {
        return await ctx.scope(async () => {
          const lift = await ctx.activity(bookLift, { company });
          await ctx.activity(confirmLift, lift);
          return lift.booking;
        });
      } catch (error) {
        if (!(error instanceof ActivityFailure)) throw error;
        ctx.log.warn('no lift', { company, reason: error.type, happened: error.outcome });
      }
    }
    throw new SagaFailure('NoLift', 'no company has a lift with a permit');
  }

  /** Cancelled meanwhile, it is said to the neighbours before everything is undone. */
  private async packing(ctx: SagaContext): Promise<number> {
    try {
      return (await ctx.receive(packed)).boxes;
    } catch (error) {
      if (error instanceof CanceledFailure) await ctx.activity(tellNeighbours, { text: 'we stay' });
      throw error;
    }
  }
}
