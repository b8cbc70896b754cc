// A worker of the inventory queue that does its effect and never answers: killed there, it leaves a claim without outcome.
import mongoose from 'mongoose';
import { reserveStock } from '@skald/order-checkout';
import { connectMongo } from '@skald/mongo';
import { kafkaBus } from '@skald/kafka';
import { createParticipant, systemClock, systemIds } from '@skald/runtime';

const brokers = process.env.KAFKA_BROKERS!.split(',');
const uri = process.env.MONGODB_URI!;
const clock = systemClock();
const ids = systemIds();
const log = { write: () => undefined };
const store = await connectMongo({ uri, clock, log });
const effects = (await mongoose.createConnection(uri, { autoIndex: false }).asPromise()).useDb('skald');
const participant = createParticipant({
  bus: kafkaBus({ brokers, clientId: 'hanging', log, clock, ids, sessionTimeoutMs: 6_000 }),
  ledger: store.ledger,
  clock,
  ids,
  log,
  handlers: [
    {
      contract: reserveStock,
      execute: async (_input, ctx) => {
        const { idempotencyKey: key, attempt } = ctx;
        const row = { activity: 'inventory.reserve', operation: 'execute', at: new Date() };
        await effects.collection('calls').insertOne({ key, attempt, ...row });
        await effects.collection<{ _id: string }>('effects').insertOne({ _id: key, ...row });
        console.log(`effect done ${ctx.workflowId}`);
        return new Promise(() => undefined);
      },
      compensate: () => Promise.resolve(),
    },
  ],
});
await participant.start();
console.log('hanging inventory is ready');
setInterval(() => undefined, 60_000);
