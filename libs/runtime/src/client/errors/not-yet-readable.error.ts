/** The instance was started and cannot be looked up yet; asking again later helps. */
export class NotYetReadable extends Error {
  override readonly name = 'NotYetReadable';
  readonly code = 'NOT_YET_READABLE';
  constructor(readonly workflowId: string) {
    super(`${workflowId} was started and cannot be looked up yet`);
  }
}
