import { Injectable } from '@nestjs/common';
import { Compensates, Executes, type ActivityContext } from '@skald/nest';
import { payTrip } from './trip.contracts.js';

@Injectable()
export class Accounts {
  @Executes(payTrip)
  pay(_payment: { traveller: string; amount: number }, ctx: ActivityContext): { payment: string } {
    return { payment: ctx.idempotencyKey };
  }

  @Compensates(payTrip)
  refund(): void {}
}
