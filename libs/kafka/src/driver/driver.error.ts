/**
 * - `refused`: the broker does not take one of the records; asking again does not help.
 * - `unknown-topic`: perhaps only for a moment, while metadata spreads.
 * - `stale`: the group has moved on without this member.
 * - `fatal`: wrong credentials, rights or configuration, or records that cannot be decoded.
 * - `unavailable`: everything else; it is not known what happened, try again.
 */
export type DriverErrorKind = 'refused' | 'unknown-topic' | 'stale' | 'fatal' | 'unavailable';

export class DriverError extends Error {
  override readonly name = 'DriverError';

  constructor(
    readonly kind: DriverErrorKind,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}
