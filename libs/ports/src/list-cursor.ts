import type { InstancePage, InstanceProjection } from './instances.js';
import { InvalidCursor } from './invalid-cursor.error.js';
import { UnreadableProjection } from './unreadable-projection.error.js';

/** The last instance of a page of a list: opaque to callers. */
export interface ListPosition {
  readonly startedAt: number;
  readonly instance: string;
}

/** What a store found, in order, one more than the page has if there is more. */
export interface Listed extends ListPosition {
  readonly projection: InstanceProjection | UnreadableProjection;
}

export function pageOf(found: readonly Listed[], limit: number): InstancePage {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const instances: InstanceProjection[] = [];
  const unreadable: UnreadableProjection[] = [];
  for (const { projection } of page) {
    if (projection instanceof UnreadableProjection) unreadable.push(projection);
    else instances.push(projection);
  }
  return {
    instances,
    ...(unreadable.length === 0 ? {} : { unreadable }),
    // One that was damaged so that it has no instant stands behind all that have one.
    ...(found.length > limit && Number.isFinite(last?.startedAt) ? { cursor: encodeCursor(last!) } : {}),
  };
}

/** Letters, digits and marks that mean nothing in a URL. */
function encodeCursor({ startedAt, instance }: ListPosition): string {
  return encodeURIComponent(`${startedAt} ${instance}`).replaceAll('~', '%7E').replaceAll('%', '~');
}

/** @throws InvalidCursor */
export function decodeCursor(cursor: string): ListPosition {
  const [, startedAt, instance] = /^(-?\d+) (.+)$/s.exec(decoded(cursor)) ?? [];
  if (instance !== undefined) return { startedAt: Number(startedAt), instance };
  throw new InvalidCursor(`${JSON.stringify(cursor)} is not a cursor of this list: leave it out to begin anew`);
}

function decoded(cursor: string): string {
  try {
    return decodeURIComponent(cursor.replaceAll('~', '%'));
  } catch {
    return '';
  }
}
