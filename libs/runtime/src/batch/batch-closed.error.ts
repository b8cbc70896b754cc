/** What was handed in is not done and will not be: the process is on its way out. */
export class BatchClosed extends Error {
  override readonly name = 'BatchClosed';
  readonly code = 'BATCH_CLOSED';
  constructor() {
    super('closed before this was sent');
  }
}
