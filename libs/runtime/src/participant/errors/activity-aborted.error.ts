/** The reason of `ctx.abort`. */
export class ActivityAborted extends Error {
  override readonly name = 'ActivityAborted';
  readonly code = 'ACTIVITY_ABORTED';
  constructor(readonly reason: 'timeout' | 'shutdown') {
    super(reason === 'timeout' ? 'the time of this attempt is over' : 'this worker is shutting down');
  }
}
