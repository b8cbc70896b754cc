import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryBus, openEmbeddedStore } from '@skald/embedded';
import { createCoordinator, createParticipant, determinismGuard, systemClock, systemIds } from '@skald/runtime';
import { SagaClient } from '../driver/client.ts';
import { handlers, sagas } from '../saga/sagas.ts';
import { stderrLog as log } from './stderr-log.ts';
import type { System } from './system.ts';

/** Everything in this process: engine, participant and load driver. */
export async function startEmbedded(options: { folder: string | undefined; partitions: number }): Promise<System> {
  const folder = mkdtempSync(join(options.folder ?? tmpdir(), 'skald-benchmark-'));
  const file = join(folder, 'skald.db');
  const clock = systemClock();
  const ids = systemIds();
  const store = openEmbeddedStore({ file, clock });
  const bus = memoryBus({ clock, log });
  const shared = { bus, clock, ids, log };
  const coordinator = createCoordinator({
    ...shared,
    ...{
      journal: store.journal,
      instances: store.instances,
      custody: store.custody,
      versions: store.versions,
      sagas,
      partitions: options.partitions,
    },
    ...{ resendOpenCommands: true, topicEpoch: Date.now(), guard: determinismGuard(log) },
  });
  await coordinator.start();
  const participant = createParticipant({ ...shared, ledger: store.ledger, handlers });
  await participant.start();
  const client = new SagaClient(bus);
  await client.listen();
  return {
    notes: [
      'one process: coordinator, participant, store, bus and the load driver itself',
      `store: SQLite file in WAL mode, synchronous=FULL (a sync at each commit, before anything is acknowledged), in ${folder}`,
      'bus: in process; what is open is sent again at boot',
    ],
    processes: [{ role: 'all', pid: process.pid }],
    client,
    async stop() {
      await participant.drain(5_000);
      await coordinator.drain(5_000);
      await bus.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
