// A worker of the payments queue that does nothing itself: it asks the bank, over the bank's own topics.
import { kafkaBus } from '@skald/kafka';
import { connectMongo } from '@skald/mongo';
import { chargeCard } from '@skald/order-checkout';
import { bindActivity, createParticipant, systemClock, systemIds } from '@skald/runtime';

const tools = { clock: systemClock(), ids: systemIds(), log: { write: () => undefined } };
const brokers = process.env.KAFKA_BROKERS!.split(',');
const store = await connectMongo({ uri: process.env.MONGODB_URI!, ...tools });

interface BankReply {
  readonly status: 'OK' | 'DECLINED';
  readonly booking?: string;
}

const bank = bindActivity(chargeCard, {
  requests: 'bank.requests',
  replies: 'bank.replies',
  correlation: { header: 'correlation-id' },
  request: ({ amount, card }, { idempotencyKey }) => ({
    key: card,
    value: { kind: 'CHARGE', cents: Math.round(amount * 100), card, reference: idempotencyKey },
  }),
  reply: ({ status, booking }: BankReply) =>
    status === 'OK'
      ? { output: { id: booking! } }
      : { error: { type: 'CardDeclined', message: 'the bank declined the card' } },
  compensation: {
    request: ({ input: { card } }, { idempotencyKey }) => ({
      key: card,
      value: { kind: 'REFUND', card, reference: idempotencyKey },
    }),
    reply: () => ({ output: null }),
  },
});

const participant = createParticipant({
  ...{ ...tools, handlers: [], bindings: [bank], ledger: store.ledger },
  bus: kafkaBus({ ...tools, brokers, clientId: 'bound', sessionTimeoutMs: 6_000 }),
});
await participant.start();
console.log('bound payments is ready');
setInterval(() => undefined, 60_000);
