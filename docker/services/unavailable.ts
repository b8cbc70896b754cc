/** A server cannot be had on this machine; the message says why. Tests that need it are skipped, loudly. */
export class Unavailable extends Error {
  override name = 'Unavailable';
}

/** In CI a missing server is a failure, never a reason to skip. */
export function skippable(error: unknown): string {
  const inCi = !['', '0', 'false'].includes(process.env['CI'] ?? '');
  if (error instanceof Unavailable && !inCi) return error.message;
  throw error;
}
