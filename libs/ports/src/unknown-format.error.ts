/**
 * The journal holds what this release cannot read: another one wrote it. Nothing of it may be skipped or written over, and
 * trying again does not help.
 */
export class UnknownFormat extends Error {
  override readonly name = 'UnknownFormat';
  readonly code = 'UNKNOWN_FORMAT';
}
