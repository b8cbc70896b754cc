import { Injectable } from '@nestjs/common';
import type { ActivityContext } from '@skald/nest';
import { Executes, TerminalError } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { NewName } from '../provisioning.contracts.js';
import { publishName } from '../provisioning.contracts.js';

@Injectable()
export class Names {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(publishName)
  async publish({ environment }: NewName, ctx: ActivityContext): Promise<{ url: string }> {
    await this.effects.called(publishName, ctx);
    if (environment === 'www') throw new TerminalError('NameTaken', `${environment} belongs to somebody else`);
    await this.effects.execute(publishName, ctx);
    return { url: `https://${environment}.example` };
  }
}
