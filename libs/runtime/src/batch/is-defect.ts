/** The same comes again however often the same is tried: what was sent is to blame, not the other side. */
export function isDefect(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}
