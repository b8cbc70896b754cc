import { InvalidCursor } from '@skald/ports';

/** The last instance of a page: opaque to callers. */
export interface ListPosition {
  readonly startedAt: number;
  readonly instance: string;
}

export function encodeCursor({ startedAt, instance }: ListPosition): string {
  return Buffer.from(JSON.stringify([startedAt, instance])).toString('base64url');
}

/** @throws InvalidCursor */
export function decodeCursor(cursor: string): ListPosition {
  try {
    const [startedAt, instance] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof startedAt === 'number' && typeof instance === 'string') return { startedAt, instance };
  } catch {
    // Told below.
  }
  throw new InvalidCursor(`${JSON.stringify(cursor)} is not a cursor of this list: leave it out to begin anew`);
}
