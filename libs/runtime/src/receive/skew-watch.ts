import type { Clock, IncomingRecord, Log } from '@skald/ports';

/** Clocks that are kept agree within fractions of a second. */
const toleratedMs = 5_000;
const sayAgainMs = 60_000;

/**
 * A record from the future: the clock of this machine is behind that of who wrote it. Among several machines the one that
 * is behind says so, so a clock that is ahead shows at the others.
 */
export class SkewWatch {
  #silentUntil = -Infinity;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  seen({ topic, partition, offset, timestamp }: IncomingRecord): void {
    const aheadMs = timestamp - this.clock.now();
    if (aheadMs <= toleratedMs || this.clock.elapsed() < this.#silentUntil) return;
    this.#silentUntil = this.clock.elapsed() + sayAgainMs;
    const where = { topic, partition, offset };
    this.log.write('error', 'clocks differ: a record is from the future; check the time service', {
      aheadMs,
      ...where,
    });
  }
}
