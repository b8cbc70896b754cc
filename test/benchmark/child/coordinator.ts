import { createCoordinator, determinismGuard } from '@skald/runtime';
import { sagas } from '../saga/sagas.ts';
import { connect, live, settings } from './setup.ts';

const { store, bus, ...shared } = await connect('coordinator');
const coordinator = createCoordinator({
  ...shared,
  ...{ bus, journal: store.journal, instances: store.instances, custody: store.custody, versions: store.versions },
  ...{ sagas, partitions: settings.partitions, guard: determinismGuard(shared.log) },
});
await coordinator.start();
live(async () => {
  await coordinator.drain(5_000);
  await bus.close();
  await store.close();
});
