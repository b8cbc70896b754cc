/** The journal holds a turn that nobody can have written like that. It concerns its instance, and no other. */
export class UnreadableTurn extends Error {
  override readonly name = 'UnreadableTurn';
  readonly code = 'CORRUPT_HISTORY';
  constructor(
    readonly instance: string,
    readonly seq: number,
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`turn ${seq} of ${instance} cannot be read: ${problem}`, options);
  }
}
