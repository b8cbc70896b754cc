import { Injectable } from '@nestjs/common';
import type { ActivityContext } from '@skald/nest';
import { Executes, TerminalError } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { IssueTickets } from '../trip-booking.contracts.js';
import { issueTickets } from '../trip-booking.contracts.js';

const unknownPlace = 'NOWHERE';

@Injectable()
export class TicketOffice {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(issueTickets)
  async issue({ to, holds }: IssueTickets, ctx: ActivityContext): Promise<{ tickets: string[] }> {
    await this.effects.called(issueTickets, ctx);
    if (to === unknownPlace) throw new TerminalError('NotIssued', `to ${to} no ticket is issued`);
    await this.effects.execute(issueTickets, ctx);
    return { tickets: holds.map((hold) => `ticket-${hold}`) };
  }
}
