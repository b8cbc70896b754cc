import type { CompensateCommand, ExecuteCommand } from '@skald/contracts';
import { idempotencyKey, milliseconds } from '@skald/contracts';
import type { Clock, Log } from '@skald/ports';

import type { Pauses } from '../../clock/pauses.js';
import type { Outcome } from '../claim/outcome.js';
import { refusal } from '../claim/outcome.js';
import { ActivityAborted } from '../errors/activity-aborted.error.js';
import type { Work } from '../work.js';
import type { ReportRoom } from '../report/report-room.js';
import { AttemptContext } from './attempt-context.js';
import type { ContextTools } from './attempt-context.js';
import { callHandler } from './call-handler.js';
import type { FailureLimits } from './failure-of.js';
import { outcomeOfCompensate } from './outcome-of.js';
import { within } from '../../clock/time-limit.js';

export interface SelfUndoTools {
  readonly clock: Clock;
  readonly log: Log;
  readonly pauses: Pauses;
  readonly report: ReportRoom;
  readonly limits: FailureLimits & { readonly claimMs: number };
  readonly context: Omit<ContextTools, 'sendHeartbeat'>;
}

/** Rule 3: an execute that was still running when its undo came, and has now ended, undoes itself. */
export async function undoItself(work: Work, outcome: Outcome, tools: SelfUndoTools): Promise<void> {
  const { report, log } = tools;
  const late = refusal('skald.LateExecute', 'the undo of this activity came while it ran', { effect: 'unknown' });
  const forward = forwardOf(work.command as ExecuteCommand, outcome);
  if (forward === undefined) return report.answer(work, late);
  if (await undone(work, forward, tools)) {
    log.write('info', 'an execute that ended after its undo undid itself', { ...work.identity });
    return report.answer(work, late);
  }
  // The coordinator sends a late undo when it hears of the completion, and keeps at it.
  log.write('error', 'an execute that ended after its undo could not undo itself', { ...work.identity });
  return report.answer(work, outcome);
}

/** What there is to undo. */
function forwardOf({ input }: ExecuteCommand, outcome: Outcome): CompensateCommand['forward'] | undefined {
  if (outcome.kind === 'completed') return { input, outcome: 'completed', output: outcome.output };
  return outcome.kind === 'failed' && outcome.effect === 'none' ? undefined : { input, outcome: 'unknown' };
}

async function undone(work: Work, forward: CompensateCommand['forward'], tools: SelfUndoTools): Promise<boolean> {
  const { handler, command } = work;
  if (handler.compensate === undefined) return false;
  const { clock, pauses, limits } = tools;
  const timeout = handler.contract.options.compensation?.timeout;
  const lasts = timeout === undefined ? (command.timeoutMs ?? limits.claimMs) : milliseconds(timeout);
  for (;;) {
    const key = idempotencyKey({ ...work.identity, operation: 'compensate' });
    const ctx = new AttemptContext(command, { ...tools.context, sendHeartbeat: () => undefined }, key, 'compensate');
    const call = callHandler(handler, ctx, () => handler.compensate?.(forward, ctx), outcomeOfCompensate, limits);
    const end = await within(clock, lasts, call);
    ctx.end();
    if (end === 'time-out') ctx.stop(new ActivityAborted('timeout'));
    else if (end.kind === 'ended') return end.outcome.kind !== 'failed';
    else if (await pauses.pause(end.retryAfterMs)) continue;
    return false;
  }
}
