/** The projection of an instance is stored as nobody can have written it. It concerns its instance alone, whose history may be whole. */
export class UnreadableProjection extends Error {
  override readonly name = 'UnreadableProjection';
  readonly code = 'CORRUPT_PROJECTION';
  constructor(
    readonly instance: string,
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`the projection of ${instance} cannot be read: ${problem}; its next turn writes it anew`, options);
  }
}
