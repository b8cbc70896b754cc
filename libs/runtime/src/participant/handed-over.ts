/** Returned by a handler that passed the work on: somebody who knows the identity reports `completed` or `failed` later. */
export class HandedOver {
  /** Only `ctx.handOver()` makes one. */
  static readonly instance = new HandedOver();
  /** Tells its type from that of any other object. */
  readonly kind = 'handed-over';

  private constructor() {}
}
