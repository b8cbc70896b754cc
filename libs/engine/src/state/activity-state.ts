import type { ChildStarted, ForwardScheduled, Json, Operation } from '@skald/contracts';
import type { Attempts } from './attempts.js';

/** How the undo of an activity stands; absent before its turn in the plan. */
export interface Undo extends Attempts {
  /** What the participant was told of the forward activity. */
  readonly told: 'completed' | 'unknown';
  readonly late: boolean;
}

export type UndoDecision =
  /** Not in the plan. */
  | 'none'
  /** In the plan, its turn has not come (or it waits for an operator, see `needsDecision`). */
  | 'planned'
  | 'scheduled'
  /** Skipped because nothing happened or by the in-doubt policy: void when the forward output arrives after all. */
  | 'skipped-by-policy'
  | 'skipped-by-operator'
  | 'resolved';

/** Who does it: a participant, which has a deadline, or an instance of a saga. */
export type Work =
  | ({ readonly kind: 'activity' } & Pick<ForwardScheduled, 'activity' | 'queue' | 'deadline'>)
  | ({ readonly kind: 'child' } & Omit<ChildStarted, 'type' | 'childId' | 'input' | 'refused' | 'scope'>);

/** What was asked for, without the input, which is let go as soon as nobody needs it. */
export interface Terms extends Omit<
  ForwardScheduled,
  'type' | 'activityId' | 'operation' | 'activity' | 'queue' | 'deadline' | 'input'
> {
  readonly work: Work;
}

/** A unit of work outside: an activity, or a child, whose id stands among those of the activities. */
export interface ActivityState {
  /** See `activityKey`. */
  readonly key: string;
  readonly activityId: string;
  /** The run that scheduled it. */
  readonly run: number;
  /** How many were asked for before it, those of earlier runs included that may be undone. */
  readonly order: number;
  scheduled: Terms;
  /** Milliseconds since 1970; the end of the whole activity. */
  readonly deadline: number | undefined;
  readonly afterPivot: boolean;
  readonly forward: Attempts;
  /** Kept while an attempt or an undo may need it. */
  input: Json | undefined;
  /** Its first command has left in a durable turn. */
  left: boolean;
  /** It lost a race: no further attempt. */
  cancelRequested: boolean;
  /** The output is known, even when the body had been told of a failure before. */
  known: boolean;
  /** Kept while an undo may need it. */
  output: Json | undefined;
  undoDecision: UndoDecision;
  undo: Undo | undefined;
  /** When it was told that this activity is waited for too long. */
  escalatedAt: number | undefined;
  /** The instant for which it stands in the timer queue. */
  armedAt: number | undefined;
}

/** What it was asked with; null where nobody needs it any more. */
export function inputOf({ input }: ActivityState): Json {
  return input ?? null;
}

export function attemptsOf(activity: ActivityState, operation: Operation): Attempts | undefined {
  return operation === 'execute' ? activity.forward : activity.undo;
}

/** A participant has its command, and has not told how that ended. */
export function isUnanswered({ left, forward }: ActivityState): boolean {
  return left && forward.out;
}

/** Whether the forward effect may stand: what a plan is made of. Asked when no attempt is open any more. */
export function mayHaveHappened({ known, forward }: ActivityState): boolean {
  return known || !forward.certain;
}

/** Belongs into the next plan: it can be undone, may have happened, and is in no plan yet. */
export function isUndoable(activity: ActivityState): boolean {
  return activity.scheduled.compensation !== undefined && activity.undoDecision === 'none' && mayHaveHappened(activity);
}

/** In the plan, outcome unknown, and the policy says that a person decides. */
export function needsDecision(activity: ActivityState): boolean {
  return (
    activity.undoDecision === 'planned' &&
    !activity.known &&
    mayHaveHappened(activity) &&
    activity.scheduled.compensation?.inDoubt === 'ask'
  );
}
