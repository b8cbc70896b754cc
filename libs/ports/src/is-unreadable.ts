import { UnknownFormat } from './unknown-format.error.js';
import { UnreadableProjection } from './unreadable-projection.error.js';
import { UnreadableTurn } from './unreadable-turn.error.js';

const kinds = [UnknownFormat, UnreadableProjection, UnreadableTurn];

/** What is stored of one instance cannot be read; others that were asked for in the same call can, each by itself. */
export function isUnreadable(error: unknown): error is UnknownFormat | UnreadableProjection | UnreadableTurn {
  return kinds.some((kind) => error instanceof kind);
}
