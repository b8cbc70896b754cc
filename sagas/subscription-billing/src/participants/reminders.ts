import { Injectable } from '@nestjs/common';
import type { ActivityContext } from '@skald/nest';
import { Executes } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { Reminder } from '../subscription-billing.contracts.js';
import { sendReminder } from '../subscription-billing.contracts.js';

/** Reminders to this customer do not arrive. */
const unreachable = 'unreachable';

@Injectable()
export class Reminders {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(sendReminder)
  async remind(input: Reminder, ctx: ActivityContext): Promise<null> {
    await this.effects.called(sendReminder, ctx);
    if (input.customer === unreachable) throw new Error('there is no such mailbox');
    await this.effects.execute(sendReminder, ctx);
    return null;
  }
}
