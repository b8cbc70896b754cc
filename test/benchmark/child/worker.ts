import { createParticipant } from '@skald/runtime';
import { handlers } from '../saga/sagas.ts';
import { connect, live } from './setup.ts';

const { store, bus, ...shared } = await connect('worker');
const participant = createParticipant({ ...shared, bus, ledger: store.ledger, handlers });
await participant.start();
live(async () => {
  await participant.drain(5_000);
  await bus.close();
  await store.close();
});
