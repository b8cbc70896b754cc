import { rmSync } from 'node:fs';
import { allOwned, allShared, sweepAbandoned } from './all-servers.ts';
import { stopContainers } from './compose.ts';
import { withLock } from './lock.ts';
import { say, took } from './say.ts';
import type { Server } from './server.ts';
import { chosenFile, startedByBorrower, upLock } from './services.ts';

interface Options {
  /** Deletes the data too. */
  wipe?: boolean;
  /** Asked when nobody can start anything meanwhile. */
  unless?: () => boolean;
}

/** Stops what the launcher started. */
export function down({ wipe = false, unless = () => false }: Options = {}): Promise<void> {
  return withLock(upLock, async () => {
    if (unless()) return;
    const running = allShared().filter((server) => server.isRunning());
    await Promise.all(running.map(stop));
    if (wipe) await Promise.all(allShared().map((server) => server.remove()));
    const containers = await stopContainers();
    if (containers) say('containers: removed');
    const abandoned = await sweepAbandoned();
    if (abandoned > 0) say(`left over by ended processes: ${abandoned}, removed`);
    for (const { kind, pid, owner } of allOwned())
      say(`${kind.told}: process ${pid} belongs to process ${owner?.pid}, left alone`);
    rmSync(chosenFile, { force: true });
    rmSync(startedByBorrower, { force: true });
    if (running.length === 0 && !containers) say('nothing was running');
  });
}

async function stop(server: Server): Promise<void> {
  const since = performance.now();
  await server.stop();
  say(`${server.kind.told}: stopped in ${took(since)}`);
}
