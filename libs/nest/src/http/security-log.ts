import type { Log } from '@skald/ports';
import type { HttpCode } from './answers.js';

interface Called {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly socket: { readonly remoteAddress?: string };
}

/** Refusals that may come from somebody who tries what is not theirs; an id of another namespace is absent like any other. */
const telling: readonly HttpCode[] = ['UNAUTHORIZED', 'FORBIDDEN', 'NOT_FOUND'];

/** Tells operators who was refused what, never the token that was tried. */
export function logRefusal(log: Log, code: HttpCode, { method, path, headers, socket }: Called): void {
  if (!telling.includes(code)) return;
  log.write('warn', 'security: a caller was refused', {
    ...{ code, method, path, namespace: headers['skald-namespace'] ?? 'default', host: headers['host'] },
    from: socket.remoteAddress,
  });
}
