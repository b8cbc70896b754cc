import type { Json } from '@skald/contracts';
import type { Clock, Log } from '@skald/ports';

import type { Admission, ClaimRoom } from '../claim/claim-room.js';
import { canceledOutcome } from '../claim/claim-room.js';
import type { Outcome } from '../claim/outcome.js';
import { refusal } from '../claim/outcome.js';
import { ActivityAborted } from '../errors/activity-aborted.error.js';
import type { Work } from '../work.js';
import type { ParticipantMeter } from '../meter.js';
import type { ParticipantLimits } from '../participant-limits.js';
import type { Reporter } from '../report/reporter.js';
import type { ReportRoom } from '../report/report-room.js';
import { AttemptContext } from './attempt-context.js';
import type { HandlerEnd } from './call-handler.js';
import { callHandler } from './call-handler.js';
import { inputOf, outcomeOfCompensate, outcomeOfExecute } from './outcome-of.js';
import type { RunningAttempts } from './running-attempts.js';
import type { SelfUndoTools } from './self-undo.js';
import { undoItself } from './self-undo.js';
import type { Slots } from './slots.js';
import { within } from '../../clock/time-limit.js';

/** What becomes of a work after one try. */
export type Tried =
  | { readonly kind: 'over' }
  /** To be tried again here after this long; the order of its key is kept. */
  | { readonly kind: 'again'; readonly afterMs: number };

export interface AttemptTools extends SelfUndoTools {
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: ParticipantLimits;
  readonly slots: Slots;
  readonly claims: ClaimRoom;
  readonly report: ReportRoom;
  readonly reporter: Reporter;
  readonly running: RunningAttempts;
  readonly meter: ParticipantMeter | undefined;
  /** Puts work that is left of a key behind what that key is at. */
  readonly later: (key: string, work: () => Promise<void>) => void;
  /** Tries a work from the beginning. */
  readonly anew: (work: Work) => void;
}

const over: Tried = { kind: 'over' };

/** Claim, execute, report: one try of one command. */
export class AttemptRoom {
  constructor(private readonly tools: AttemptTools) {}

  async attempt(work: Work): Promise<Tried> {
    const { slots, running } = this.tools;
    const leave = await slots.enter(work.handler);
    if (leave === undefined) return over;
    try {
      if (work.delivery.gone) return over;
      work.delivery.begin();
      return await running.track(() => this.#admitted(work, leave));
    } finally {
      leave();
    }
  }

  async #admitted(work: Work, leave: () => void): Promise<Tried> {
    const { clock, limits, report } = this.tools;
    const { admission, input } = await this.#admit(work);
    switch (admission.kind) {
      case 'wait':
        return { kind: 'again', afterMs: Math.max(1, Math.min(limits.claimPollMs, admission.until - clock.now())) };
      case 'answer':
        leave();
        if (admission.recorded || (await report.conclude(work, admission.outcome, admission.ran)).kind !== 'reported') {
          await report.answer(work, admission.outcome);
        }
        return over;
      case 'run':
        return this.#run(work, input, admission.until, leave);
    }
  }

  async #admit(work: Work): Promise<{ readonly admission: Admission; readonly input: unknown }> {
    const { clock, claims } = this.tools;
    const { command, handler } = work;
    if (work.canceled !== undefined)
      return { admission: await claims.refuse(work, canceledOutcome()), input: undefined };
    // Rule 4.
    if (command.deadline !== undefined && Date.parse(command.deadline) < clock.now()) {
      const outcome = refusal('skald.DeadlineExceeded', `the deadline ${command.deadline} had passed before the start`);
      return { admission: await claims.refuse(work, outcome), input: undefined };
    }
    if (command.type === 'compensate') return { admission: await claims.admit(work), input: command.forward };
    const input = inputOf(handler.contract, command.input);
    if (!input.ok) return { admission: await claims.refuse(work, input.outcome), input: undefined };
    const admission = await claims.admit(work);
    // Its cancel was read while it was being claimed.
    const tooLate = admission.kind === 'run' && isGivenUp(work);
    return { admission: tooLate ? await claims.refuse(work, canceledOutcome()) : admission, input: input.value };
  }

  async #run(work: Work, input: unknown, until: number, leave: () => void): Promise<Tried> {
    const { clock, running, report } = this.tools;
    const lasts = until - clock.now();
    if (lasts <= 0) {
      const message = 'the time of this attempt was over before it could start';
      await report.conclude(work, refusal('skald.Timeout', message, { retryable: true }), false);
      return over;
    }
    this.#measure(work.command);
    const ctx = this.#context(work);
    const call = running.during(ctx, this.#call(work, input, ctx));
    const end = await within(clock, lasts, Promise.race([call, ctx.outOfTime]));
    if (end !== 'time-out') {
      if (end.kind === 'ended' && end.outcome.kind === 'failed') ctx.flush();
      ctx.end();
      leave();
      return this.#ended(work, ctx, end);
    }
    void running.track(() => this.#endsLater(work, ctx, call, leave));
    // Given up by the coordinator, which waits for no answer.
    work.answered = ctx.aborted?.reason === 'timeout';
    if (!work.answered && work.command.timeoutMs === undefined) return over;
    ctx.flush();
    ctx.stop(new ActivityAborted('timeout'));
    leave();
    const message = work.answered
      ? 'the coordinator gave this attempt up'
      : `the attempt took longer than ${work.command.timeoutMs} ms`;
    await report.timeOut(work, refusal('skald.Timeout', message, { retryable: true, effect: 'unknown' }));
    return over;
  }

  async #ended(work: Work, ctx: AttemptContext, end: HandlerEnd): Promise<Tried> {
    if (end.kind === 'delayed') return { kind: 'again', afterMs: end.retryAfterMs };
    if (isCutOff(end.outcome, ctx)) return over;
    const conclusion = await this.tools.report.conclude(work, end.outcome);
    if (conclusion.kind === 'undone-meanwhile') await undoItself(work, end.outcome, this.tools);
    return over;
  }

  /** The handler outlived the time that its key waits for it. */
  async #endsLater(work: Work, ctx: AttemptContext, call: Promise<HandlerEnd>, leave: () => void): Promise<void> {
    const { report, later, anew, running, log } = this.tools;
    const end = await call;
    ctx.end();
    leave();
    try {
      if (end.kind === 'delayed') {
        if (!work.answered) anew(work);
        return;
      }
      if (isCutOff(end.outcome, ctx)) return;
      const { outcome } = end;
      const conclusion = await report.conclude(work, outcome);
      if (conclusion.kind === 'reported') return;
      later(work.key, () => running.track(() => undoItself(work, outcome, this.tools)));
    } catch (error) {
      log.write('warn', 'the end of an attempt whose time was over could not be kept', {
        ...work.identity,
        error: String(error),
      });
    }
  }

  #call(work: Work, input: unknown, ctx: AttemptContext): Promise<HandlerEnd> {
    const { handler, command } = work;
    const { limits } = this.tools;
    if (command.type === 'compensate') {
      return callHandler(handler, ctx, () => handler.compensate!(command.forward, ctx), outcomeOfCompensate, limits);
    }
    const outcomeOf = (returned: unknown) => outcomeOfExecute(handler.contract, returned, limits.payloadBytes);
    return callHandler(handler, ctx, () => handler.execute!(input, ctx), outcomeOf, limits);
  }

  #measure({ activity, scheduledAt, issuedAt = scheduledAt }: Work['command']): void {
    const { clock, meter } = this.tools;
    const waitedMs = clock.now() - Date.parse(issuedAt);
    if (!Number.isNaN(waitedMs)) meter?.attemptStarted(activity, Math.max(0, waitedMs) / 1_000);
  }

  #context(work: Work): AttemptContext {
    const { reporter, context } = this.tools;
    const { identity, delivery, command } = work;
    if (command.heartbeatTimeoutMs !== undefined || command.reportStart === true) {
      reporter.tell({ ...identity, type: 'started' }, delivery.record);
    }
    const sendHeartbeat = (details: Json | undefined): void =>
      reporter.tell({ ...identity, type: 'heartbeat', ...(details !== undefined && { details }) }, delivery.record);
    return new AttemptContext(command, { ...context, sendHeartbeat });
  }
}

function isGivenUp({ canceled }: Work): boolean {
  return canceled !== undefined;
}

/** What the shutdown cut off is no failure: another process gets it under the same number. A certain refusal is an answer. */
function isCutOff(outcome: Outcome, { aborted }: AttemptContext): boolean {
  return outcome.kind === 'failed' && outcome.retryable && aborted?.reason === 'drain';
}
