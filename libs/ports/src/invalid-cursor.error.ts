/** The cursor of a list was not made by this store: the caller's mistake. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
  readonly code = 'INVALID_INPUT';
}
