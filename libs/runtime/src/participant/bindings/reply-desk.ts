import type { ActivityContract } from '@skald/contracts';
import type { IncomingRecord, Log } from '@skald/ports';

import { foreignRecord, foreignValue } from '../../foreign/foreign-record.js';
import type { Outcome } from '../claim/outcome.js';
import { refusal, resultOf } from '../claim/outcome.js';
import type { FailureLimits } from '../execute/failure-of.js';
import { mustBeSynchronous } from '../../foreign/must-be-synchronous.js';
import { thrownText } from '../../messages/thrown-text.js';
import type { Delivery } from '../../receive/delivery.js';
import { Settling } from '../../receive/settling.js';
import type { Reporter } from '../report/reporter.js';
import type { BoundRoute } from './activity-binding.js';
import type { Correlated } from './correlation.js';
import { readCorrelation } from './correlation.js';
import { outcomeOfReply } from './outcome-of-reply.js';

export interface RouteOfReplies {
  readonly contract: ActivityContract;
  readonly route: BoundRoute;
}

export interface ReplyDeskOptions {
  /** Those whose replies come from one topic. */
  readonly routes: readonly RouteOfReplies[];
  readonly reporter: Reporter;
  readonly limits: FailureLimits;
  readonly log: Log;
}

type Owner =
  | { readonly kind: 'known'; readonly identity: Correlated; readonly of: RouteOfReplies }
  | { readonly kind: 'unknown'; readonly activity: string | undefined };

/** Turns the replies of one topic into results: whose they are stands in them, nothing is remembered here. */
export class ReplyDesk {
  readonly #settling: Settling;

  constructor(private readonly options: ReplyDeskOptions) {
    this.#settling = new Settling(options.log, 'a reply is stuck');
  }

  /** Never throws. */
  accept(delivery: Delivery): void {
    this.#settling.begin(delivery, (record) => this.#answer(record));
  }

  /** Resolves when nothing is on its way. */
  idle(): Promise<void> {
    return this.#settling.idle();
  }

  async #answer(record: IncomingRecord): Promise<void> {
    const { reporter, log } = this.options;
    const read = foreignValue(record);
    const owner = this.#ownerOf(record, read.kind === 'read' ? read.value : undefined);
    if (owner.kind === 'unknown') {
      if (owner.activity !== undefined) {
        return reporter.bury(record, 'NO_HANDLER', `no binding here for ${owner.activity}`);
      }
      if (read.kind === 'unreadable') return reporter.bury(record, read.reason, read.detail);
      return reporter.bury(record, 'NO_CORRELATION', 'the reply has no correlation of ours');
    }
    const { identity } = owner;
    if (read.kind === 'unreadable') return this.#misunderstood(record, identity, read.reason, read.detail);
    let outcome: Outcome | undefined;
    try {
      const { contract, route } = owner.of;
      outcome = outcomeOfReply(contract, route, read.value, foreignRecord(record), this.options.limits);
    } catch (error) {
      return this.#misunderstood(record, identity, 'MAPPING_FAILED', thrownText(error));
    }
    if (outcome === undefined) return;
    log.write('debug', 'a reply settles an attempt', { ...identity, kind: outcome.kind });
    await reporter.send(resultOf(identity, outcome), record);
  }

  /** The other system answered, and nobody knows what: it may have done it. */
  async #misunderstood(
    record: IncomingRecord,
    identity: Correlated,
    reason: Parameters<Reporter['bury']>[1],
    detail: string,
  ): Promise<void> {
    const { reporter } = this.options;
    const outcome = refusal('skald.UnreadableReply', detail.slice(0, 1_024), { retryable: true, effect: 'unknown' });
    await Promise.all([reporter.bury(record, reason, detail), reporter.send(resultOf(identity, outcome), record)]);
  }

  #ownerOf(record: IncomingRecord, value: unknown): Owner {
    let activity: string | undefined;
    for (const of of this.options.routes) {
      const identity = correlated(of.route, record, value);
      if (identity === undefined) continue;
      if (identity.activity === of.contract.name && identity.operation === of.route.operation) {
        return { kind: 'known', identity, of };
      }
      activity = `${identity.operation} ${identity.activity}`;
    }
    return { kind: 'unknown', activity };
  }
}

function correlated({ correlation }: BoundRoute, record: IncomingRecord, value: unknown): Correlated | undefined {
  const foreign = foreignRecord(record);
  try {
    const text = typeof correlation === 'function' ? correlation(value, foreign) : foreign.headers[correlation.header];
    mustBeSynchronous(text);
    return typeof text === 'string' ? readCorrelation(text) : undefined;
  } catch {
    // A value of another shape has no correlation.
    return undefined;
  }
}
