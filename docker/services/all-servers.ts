import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { servers } from './folders.ts';
import { kinds } from './kinds/all.ts';
import type { KindName } from './kinds/kind.ts';
import { isAlive } from './process.ts';
import { Server } from './server.ts';

/** The server everybody on this machine shares; started or not. */
export function shared(kind: KindName): Server {
  return new Server(join(servers, kind), { kind, ports: [] });
}

export function allShared(): Server[] {
  return (Object.keys(kinds) as KindName[]).map(shared);
}

/** Every server that was started for one process. */
export function allOwned(): Server[] {
  mkdirSync(servers, { recursive: true });
  return readdirSync(servers)
    .map((name) => join(servers, name))
    .filter((folder) => existsSync(join(folder, 'server.json')))
    .map((folder) => new Server(folder, { kind: 'kafka', ports: [] }))
    .filter((server) => server.owner !== undefined);
}

/** Ends and removes the servers whose owner is gone. */
export async function sweepAbandoned(): Promise<number> {
  const abandoned = allOwned().filter((server) => !isAlive(server.owner!));
  await Promise.all(abandoned.map((server) => server.remove()));
  return abandoned.length;
}
