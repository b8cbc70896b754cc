import { Injectable } from '@nestjs/common';
import type { Forward, Json } from '@skald/contracts';
import type { ActivityContext } from '@skald/nest';
import { Compensates, Executes, TerminalError } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { NewDatabase } from '../provisioning.contracts.js';
import { createDatabase } from '../provisioning.contracts.js';
import { Disks } from './disks.js';

const quotaGigabytes = 500;

@Injectable()
export class Databases {
  constructor(
    private readonly effects: RecordedEffects,
    private readonly disks: Disks,
  ) {}

  @Executes(createDatabase)
  async create({ environment, gigabytes }: NewDatabase, ctx: ActivityContext): Promise<{ database: string }> {
    await this.effects.called(createDatabase, ctx);
    if (gigabytes > quotaGigabytes)
      throw new TerminalError('QuotaExceeded', `${gigabytes} GB are more than the ${quotaGigabytes} that anybody gets`);
    // From now on there is something to drop, however far it comes.
    await this.effects.execute(createDatabase, ctx);
    const database = `${environment}-database`;
    for (let written = writtenBefore(ctx.lastHeartbeat); written < gigabytes; written++) {
      await this.disks.writeGigabyte(database, written, ctx.abort);
      ctx.heartbeat({ written: written + 1 });
    }
    return { database };
  }

  @Compensates(createDatabase)
  async drop(_forward: Forward<typeof createDatabase>, ctx: ActivityContext): Promise<void> {
    await this.effects.called(createDatabase, ctx);
    await this.effects.undo(createDatabase, ctx);
  }
}

/** How far an earlier attempt came. */
function writtenBefore(details: Json | undefined): number {
  if (typeof details !== 'object' || details === null || !('written' in details)) return 0;
  return typeof details.written === 'number' ? details.written : 0;
}
