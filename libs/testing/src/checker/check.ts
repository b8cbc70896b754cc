import type { Evidence } from './evidence/evidence.js';
import { aCancelStopsForwardWork } from './invariants/a-cancel-stops-forward-work.js';
import { acceptedStartsAreNotLost } from './invariants/accepted-starts-are-not-lost.js';
import { callsStayWithinAttempts } from './invariants/calls-stay-within-attempts.js';
import { childrenAreAsRecorded } from './invariants/children-are-as-recorded.js';
import { closedInstancesLeaveNothing } from './invariants/closed-instances-leave-nothing.js';
import { equalRequestsHaveEqualAnswers } from './invariants/equal-requests-have-equal-answers.js';
import { everyEffectWasScheduled } from './invariants/every-effect-was-scheduled.js';
import { everyInstanceHasOneEnding } from './invariants/every-instance-has-one-ending.js';
import { everythingComesToRest } from './invariants/everything-comes-to-rest.js';
import { historiesReplayEqually } from './invariants/histories-replay-equally.js';
import { historyIsLinear } from './invariants/history-is-linear.js';
import { moneyIsConserved } from './invariants/money-is-conserved.js';
import { namespacesAreKeptApart } from './invariants/namespaces-are-kept-apart.js';
import { resolutionsNameOneSchedule } from './invariants/resolutions-name-one-schedule.js';
import { runsFormALine } from './invariants/runs-form-a-line.js';
import { secretsStaySecret } from './invariants/secrets-stay-secret.js';
import { signalsArriveOnceInOrder } from './invariants/signals-arrive-once-in-order.js';
import { theBrokerHasWhatTheJournalSays } from './invariants/the-broker-has-what-the-journal-says.js';
import { theJournalOnlyGrows } from './invariants/the-journal-only-grows.js';
import { timersFireOnceAndNotEarly } from './invariants/timers-fire-once-and-not-early.js';
import { whatCompletedWasDoneOnce } from './invariants/what-completed-was-done-once.js';
import { whatWasDoneIsUndone } from './invariants/what-was-done-is-undone.js';
import type { Violation } from './violation.js';

/** In the order of their numbers, I-01 to I-22. */
const invariants = [
  acceptedStartsAreNotLost,
  everyInstanceHasOneEnding,
  theJournalOnlyGrows,
  resolutionsNameOneSchedule,
  whatCompletedWasDoneOnce,
  everyEffectWasScheduled,
  callsStayWithinAttempts,
  whatWasDoneIsUndone,
  moneyIsConserved,
  signalsArriveOnceInOrder,
  timersFireOnceAndNotEarly,
  historiesReplayEqually,
  historyIsLinear,
  aCancelStopsForwardWork,
  childrenAreAsRecorded,
  runsFormALine,
  theBrokerHasWhatTheJournalSays,
  equalRequestsHaveEqualAnswers,
  namespacesAreKeptApart,
  closedInstancesLeaveNothing,
  everythingComesToRest,
  secretsStaySecret,
] as const;

/** Holds what is left of a run against everything that must hold after any run, however many faults it saw. */
export function check(evidence: Evidence): readonly Violation[] {
  return invariants.flatMap((invariant) => invariant(evidence));
}
