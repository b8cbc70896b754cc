import type { Effect, OperationCommand } from '@skald/contracts';
import type { Clock } from '@skald/ports';

import type { ActivityLedger } from './activity-ledger.js';
import { answerOf } from './activity-memory.js';
import type { ExecuteDecision } from './decide-claim.js';
import { decideCompensate, decideExecute } from './decide-claim.js';
import type { AttemptName, OutcomeBody } from './marks.js';
import {
  canceledBeforeRecord,
  canceledMeanwhileRecord,
  claimRecord,
  undoneBeforeRecord,
  undoneMeanwhileRecord,
} from './marks.js';
import type { Failure, Outcome } from './outcome.js';
import { refusal } from './outcome.js';

/** One delivery of a command on its way through the rooms. */
export interface Candidate extends AttemptName {
  readonly command: OperationCommand;
  /** Unique to this delivery. */
  readonly by: string;
  readonly exclusive: boolean;
  /** Set once a claim of this attempt stands in the ledger, ours or another's. */
  claimed: boolean;
}

export type Admission =
  /** Claimed: the handler may run, and has to be through by then. */
  | { readonly kind: 'run'; readonly until: number }
  /** No handler is needed. `recorded`: the ledger has all it needs. */
  | { readonly kind: 'answer'; readonly outcome: Outcome; readonly recorded: boolean; readonly ran: boolean }
  | { readonly kind: 'wait'; readonly until: number };

/** Claim before the effect: rules 1 to 3 of contracts.md, "Rules for a participant". */
export class ClaimRoom {
  constructor(
    private readonly ledger: ActivityLedger,
    private readonly clock: Clock,
    private readonly claimMs: number,
  ) {}

  async admit(candidate: Candidate): Promise<Admission> {
    return candidate.series === 'execute' ? this.#admitExecute(candidate) : this.#admitCompensate(candidate);
  }

  /** For what must not start: says so, unless the ledger knows better, because an earlier delivery did start. */
  async refuse(candidate: Candidate, outcome: Failure): Promise<Admission> {
    const { key, series, attempt, by, claimed } = candidate;
    const memory = await this.ledger.recall(key);
    const answered = answerOf(memory, series, attempt);
    if (answered !== undefined) return answer(answered, true);
    const claim = memory[series].get(attempt)?.claim;
    if (claim !== undefined && claim.by !== by) {
      return { kind: 'answer', outcome: { ...outcome, effect: 'unknown' }, recorded: true, ran: true };
    }
    return { kind: 'answer', outcome, recorded: !claimed, ran: false };
  }

  /** Remembers that this attempt was given up, so that it does not begin here nor anywhere else. */
  async cancel(key: string, attempt: number): Promise<void> {
    if (await this.ledger.insert((now) => canceledBeforeRecord(key, attempt, now))) return;
    await this.ledger.insert((now) => canceledMeanwhileRecord(key, attempt, now));
  }

  async #admitExecute(candidate: Candidate): Promise<Admission> {
    const claim = await this.#claim(candidate);
    // The first attempt needs no read: whatever came before it holds the mark that it has just inserted.
    if (claim.fresh && candidate.attempt === 1) return { kind: 'run', until: claim.until };
    const memory = await this.ledger.recall(candidate.key);
    const decision = decideExecute(memory, { ...candidate, now: this.clock.now() });
    return admission(decision, claim.until);
  }

  async #admitCompensate(candidate: Candidate): Promise<Admission> {
    const { key, command } = candidate;
    const series = candidate.series as 'compensate' | 'late';
    const forward = command.type === 'compensate' ? command.forward.outcome : 'unknown';
    const [claim] = await Promise.all([
      this.#claim(candidate),
      candidate.claimed ? undefined : this.ledger.insert((now) => undoneBeforeRecord(key, now)),
    ]);
    for (;;) {
      const memory = await this.ledger.recall(key);
      const decision = decideCompensate(memory, { ...candidate, series, forward, now: this.clock.now() });
      switch (decision.kind) {
        case 'overtake':
          await Promise.all(
            decision.attempts.map((attempt) => this.ledger.insert((now) => undoneMeanwhileRecord(key, attempt, now))),
          );
          continue;
        case 'skip':
          return { kind: 'answer', outcome: { kind: 'completed', output: null }, recorded: false, ran: false };
        default:
          return admission(decision, claim.until);
      }
    }
  }

  async #claim(candidate: Candidate): Promise<{ readonly fresh: boolean; readonly until: number }> {
    const lasts = candidate.command.timeoutMs ?? this.claimMs;
    if (candidate.claimed) return { fresh: false, until: this.clock.now() + lasts };
    let until = 0;
    const fresh = await this.ledger.insert((now) => {
      until = now + lasts;
      return claimRecord(candidate, now, { until, by: candidate.by });
    });
    candidate.claimed = true;
    return { fresh, until: fresh ? until : this.clock.now() + lasts };
  }
}

function admission(decision: ExecuteDecision, until: number): Admission {
  switch (decision.kind) {
    case 'run':
      return { kind: 'run', until };
    case 'wait':
      return decision;
    case 'answer':
      return answer(decision.outcome, decision.own);
    case 'refuse': {
      const { because, effect } = decision;
      const outcome =
        because === 'canceled'
          ? canceledOutcome(effect)
          : refusal('skald.LateExecute', 'the undo of this activity came first', { effect });
      return { kind: 'answer', outcome, recorded: false, ran: effect === 'unknown' };
    }
  }
}

function answer({ by: _by, ran, ...outcome }: OutcomeBody, recorded: boolean): Admission {
  return { kind: 'answer', outcome, recorded, ran };
}

/** The answer for an attempt that does not begin because it was given up. */
export function canceledOutcome(effect: Effect = 'none'): Failure {
  return refusal('skald.Canceled', 'this attempt was given up before it began', { effect });
}
