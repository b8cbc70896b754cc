/** The arguments of a command are not what it takes: says what is wrong, and what it takes. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
  readonly code = 'INVALID_INPUT';
  constructor(problem: string, usage: string) {
    super(`${problem}\n${usage}`);
  }
}
