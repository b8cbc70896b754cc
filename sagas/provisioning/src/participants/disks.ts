import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';

/** Slow, as disks are. */
@Injectable()
export class Disks {
  /** @throws whatever `abort` says, in the middle of it */
  async writeGigabyte(_database: string, _which: number, abort: AbortSignal): Promise<void> {
    await setTimeout(20);
    abort.throwIfAborted();
  }
}
