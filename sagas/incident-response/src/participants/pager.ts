import { Injectable } from '@nestjs/common';
import type { ActivityContext } from '@skald/nest';
import { Executes } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { Page } from '../incident-response.contracts.js';
import { page } from '../incident-response.contracts.js';

/** Nobody on call for this service can be reached. */
const unreachable = 'unreachable';

@Injectable()
export class Pager {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(page)
  async page(input: Page, ctx: ActivityContext): Promise<null> {
    await this.effects.called(page, ctx);
    if (input.service === unreachable && input.level === 1) throw new Error('the phone is switched off');
    await this.effects.execute(page, ctx);
    return null;
  }
}
