/**
 * The journal holds what this release cannot read, a document in another format or an event of a type that it does not
 * know: another release wrote it. Nothing of it may be skipped or written over, and trying again does not help.
 */
export class UnknownFormat extends Error {
  override readonly name = 'UnknownFormat';
  readonly code = 'UNKNOWN_FORMAT';
}
