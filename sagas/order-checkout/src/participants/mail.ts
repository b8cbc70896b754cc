import { Injectable } from '@nestjs/common';
import type { ActivityContext } from '@skald/nest';
import { Executes } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import { sendReceipt } from '../order-checkout.contracts.js';

@Injectable()
export class Mail {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(sendReceipt)
  async send(_input: { orderId: string }, ctx: ActivityContext): Promise<null> {
    await this.effects.called(sendReceipt, ctx);
    await this.effects.execute(sendReceipt, ctx);
    return null;
  }
}
