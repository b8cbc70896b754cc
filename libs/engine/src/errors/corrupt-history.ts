/** The stored history of an instance cannot have been written by Skald as it stands. */
export class CorruptHistory extends Error {
  override readonly name = 'CorruptHistory';
  readonly code = 'CORRUPT_HISTORY';
  constructor(
    readonly instance: string,
    readonly seq: number,
    problem: string,
  ) {
    super(`the history of ${instance} is corrupt at seq ${seq}: ${problem}`);
  }
}
