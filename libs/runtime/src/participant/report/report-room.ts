import type { Log } from '@skald/ports';

import type { ActivityLedger } from '../claim/activity-ledger.js';
import { isUndone } from '../claim/activity-memory.js';
import { outcomeRecord } from '../claim/marks.js';
import type { Outcome } from '../claim/outcome.js';
import { refusal, resultOf } from '../claim/outcome.js';
import { BatchClosed } from '../../batch/batch-closed.error.js';
import type { Job } from '../job.js';
import type { Reporter } from './reporter.js';

export type Conclusion =
  | { readonly kind: 'reported' }
  /** Rule 3: the undo came while this ran. Nothing is reported yet. */
  | { readonly kind: 'undone-meanwhile' };

const reported: Conclusion = { kind: 'reported' };

/** The outcome goes to the ledger, then to the broker, then the offset may move. */
export class ReportRoom {
  constructor(
    private readonly ledger: ActivityLedger,
    private readonly reporter: Reporter,
    private readonly log: Log,
  ) {}

  /** What the coordinator is told, and the end of this delivery. After a time-out only a completion is still news. */
  async answer(job: Job, outcome: Outcome): Promise<void> {
    if (!job.answered || outcome.kind === 'completed') {
      await this.reporter.send(resultOf(job.identity, outcome), job.delivery.record);
    }
    job.answered = true;
    job.delivery.settle();
  }

  /** The handler still runs, but its time is over. */
  async timeOut(job: Job, outcome: Outcome): Promise<void> {
    await this.ledger.insert((now) => outcomeRecord(job, now, 'timeout', { ...outcome, by: job.by, ran: true }));
    await this.answer(job, outcome);
  }

  /** How the attempt ended: `ran` says whether its handler was called. */
  async conclude(job: Job, outcome: Outcome, ran = true): Promise<Conclusion> {
    const told = await this.#storable(job, outcome, ran);
    if (told.kind === 'recorded') {
      await this.answer(job, told.outcome);
      return reported;
    }
    const memory = await this.ledger.recall(job.key);
    const recorded = memory[job.series].get(job.attempt)?.outcome;
    if (recorded?.by === job.by) {
      // Our own insert: its answer was lost.
      await this.answer(job, outcome);
      return reported;
    }
    if (ran && job.series === 'execute' && isUndone(memory)) return { kind: 'undone-meanwhile' };
    if (outcome.kind === 'completed' && recorded !== undefined && recorded.kind !== 'completed') {
      // Another delivery of this attempt ended worse. What happened, happened.
      await this.ledger.insert((now) => outcomeRecord(job, now, 'after', { ...outcome, by: job.by, ran }));
      await this.answer(job, outcome);
      return reported;
    }
    await this.answer(job, recorded ?? outcome);
    return reported;
  }

  /** A value that the store cannot hold is a failure like any other. */
  async #storable(
    job: Job,
    outcome: Outcome,
    ran: boolean,
  ): Promise<{ readonly kind: 'recorded'; readonly outcome: Outcome } | { readonly kind: 'exists' }> {
    const insert = (body: Outcome): Promise<boolean> =>
      this.ledger.insert((now) => outcomeRecord(job, now, 'done', { ...body, by: job.by, ran }));
    try {
      return (await insert(outcome)) ? { kind: 'recorded', outcome } : { kind: 'exists' };
    } catch (error) {
      if (error instanceof BatchClosed) throw error;
      this.log.write('error', 'the ledger cannot hold an outcome', { ...job.identity, error: String(error) });
      const instead = refusal('Unserializable', 'the ledger cannot hold the outcome', {
        retryable: true,
        effect: 'unknown',
      });
      return (await insert(instead)) ? { kind: 'recorded', outcome: instead } : { kind: 'exists' };
    }
  }
}
