import type { Log } from '@skald/ports';

import type { ActivityLedger } from '../claim/activity-ledger.js';
import { isUndone } from '../claim/activity-memory.js';
import { outcomeRecord } from '../claim/marks.js';
import type { Outcome } from '../claim/outcome.js';
import { refusal, resultOf } from '../claim/outcome.js';
import { BatchClosed } from '../../batch/batch-closed.error.js';
import type { Work } from '../work.js';
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
  async answer(work: Work, outcome: Outcome): Promise<void> {
    if (!work.answered || outcome.kind === 'completed') {
      await this.reporter.send(resultOf(work.identity, outcome), work.delivery.record);
    }
    work.answered = true;
    work.delivery.settle();
  }

  /** The handler still runs, but its time is over. */
  async timeOut(work: Work, outcome: Outcome): Promise<void> {
    await this.ledger.insert((now) => outcomeRecord(work, now, 'timeout', { ...outcome, by: work.by, ran: true }));
    await this.answer(work, outcome);
  }

  /** How the attempt ended: `ran` says whether its handler was called. */
  async conclude(work: Work, outcome: Outcome, ran = true): Promise<Conclusion> {
    const told = await this.#storable(work, outcome, ran);
    if (told.kind === 'recorded') {
      await this.answer(work, told.outcome);
      return reported;
    }
    const memory = await this.ledger.recall(work.key);
    const recorded = memory[work.series].get(work.attempt)?.outcome;
    if (recorded?.by === work.by) {
      // Our own insert: its answer was lost.
      await this.answer(work, outcome);
      return reported;
    }
    if (ran && work.series === 'execute' && isUndone(memory)) return { kind: 'undone-meanwhile' };
    if (outcome.kind === 'completed' && recorded !== undefined && recorded.kind !== 'completed') {
      // Another delivery of this attempt ended worse. What happened, happened.
      await this.ledger.insert((now) => outcomeRecord(work, now, 'after', { ...outcome, by: work.by, ran }));
      await this.answer(work, outcome);
      return reported;
    }
    await this.answer(work, recorded ?? outcome);
    return reported;
  }

  /** A value that the store cannot hold is a failure like any other. */
  async #storable(
    work: Work,
    outcome: Outcome,
    ran: boolean,
  ): Promise<{ readonly kind: 'recorded'; readonly outcome: Outcome } | { readonly kind: 'exists' }> {
    const insert = (body: Outcome): Promise<boolean> =>
      this.ledger.insert((now) => outcomeRecord(work, now, 'done', { ...body, by: work.by, ran }));
    try {
      return (await insert(outcome)) ? { kind: 'recorded', outcome } : { kind: 'exists' };
    } catch (error) {
      if (error instanceof BatchClosed) throw error;
      this.log.write('error', 'the ledger cannot hold an outcome', { ...work.identity, error: String(error) });
      const instead = refusal('UNSERIALIZABLE', 'the ledger cannot hold the outcome', {
        retryable: true,
        effect: 'unknown',
      });
      return (await insert(instead)) ? { kind: 'recorded', outcome: instead } : { kind: 'exists' };
    }
  }
}
