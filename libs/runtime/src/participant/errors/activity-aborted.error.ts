import type { CancelReason } from '@skald/contracts';

/** `drain`: this worker is shutting down, and the command goes to another one. The others come from the coordinator or the clock. */
export type AbortReason = CancelReason | 'drain';

const messages: Readonly<Record<AbortReason, string>> = {
  canceled: 'the saga does not want this activity any more',
  timeout: 'the time of this attempt is over',
  drain: 'this worker is shutting down',
};

/** The reason of `ctx.abort`. */
export class ActivityAborted extends Error {
  override readonly name = 'ActivityAborted';
  readonly code = 'ACTIVITY_ABORTED';
  constructor(readonly reason: AbortReason) {
    super(messages[reason]);
  }
}
