import { shared } from './all-servers.ts';
import type { KindName } from './kinds/kind.ts';
import { prepare } from './kinds/prepare.ts';
import { say, took } from './say.ts';
import type { Server } from './server.ts';

// A busy store may be slow; only one that stays mute is taken for dead.
const patienceMs = 10_000;

/** The shared server, running and answering; started, or restarted, where it is not. */
export async function ensure(kind: KindName): Promise<string> {
  const server = shared(kind);
  const { told } = server.kind;
  if (server.isRunning()) {
    if (await answersInTime(server)) {
      say(`${told}: runs already at ${server.address}`);
      return server.address!;
    }
    say(`${told}: does not answer (process ${server.pid}); it is killed and started again`);
    await server.kill9();
  }
  await prepare(kind);
  const since = performance.now();
  await server.start();
  say(`${told}: started in ${took(since)} at ${server.address}, process ${server.pid}`);
  return server.address!;
}

async function answersInTime(server: Server): Promise<boolean> {
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    if (await server.answers(Math.max(1, until - performance.now()))) return true;
    if (!server.isRunning()) return false;
  }
  return false;
}
