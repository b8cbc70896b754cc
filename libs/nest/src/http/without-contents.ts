import type { UnknownFormat, UnreadableProjection, UnreadableTurn } from '@skald/ports';

/** What is said to callers of what cannot be read: a parser may quote what is stored. */
export function withoutContents(error: UnknownFormat | UnreadableProjection | UnreadableTurn): string {
  switch (error.name) {
    case 'UnknownFormat':
      return error.message;
    case 'UnreadableProjection':
      return `the projection of ${error.instance} cannot be read; its next turn writes it anew. See the log`;
    case 'UnreadableTurn':
      return `turn ${error.seq} of ${error.instance} cannot be read. See the log`;
  }
}
