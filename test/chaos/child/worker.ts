// A worker whose handlers leave a line in the effect log with each call; some of them fail before their effect, or after it.
import { createHash } from 'node:crypto';
import { fdatasyncSync, openSync, writeSync } from 'node:fs';
import { setTimeout as passes } from 'node:timers/promises';
import { kafkaBus } from '@skald/kafka';
import { connectMongo } from '@skald/mongo';
import { guardedBus, guardedStore, pinoLog, whenThere } from '@skald/nest';
import {
  createParticipant,
  RetryableError,
  systemClock,
  systemIds,
  type ActivityContext,
  type ActivityHandler,
} from '@skald/runtime';
import { digestOf } from '@skald/testing';
import type { EffectRow } from '../evidence/effect-row.ts';
import { book, charge, reserve } from './journey-saga.ts';

const log = pinoLog({ level: 'info', process: 'worker' });
const tools = { clock: systemClock(), ids: systemIds(), log };
const file = openSync(process.env.EFFECT_LOG!, 'a');

function wrote(row: Omit<EffectRow, 'at'>): void {
  writeSync(file, `${JSON.stringify({ ...row, at: Date.now() })}\n`);
  fdatasyncSync(file);
}

/** From 0 up to 99, the same for the same attempt. */
function lot({ idempotencyKey, attempt }: ActivityContext): number {
  return createHash('sha256').update(`${idempotencyKey} ${attempt}`).digest().readUInt16BE(0) % 100;
}

async function act(activity: string, ctx: ActivityContext, refused: boolean, output: string): Promise<string> {
  const drawn = lot(ctx);
  const call = { key: ctx.idempotencyKey, operation: ctx.operation, activity, attempt: ctx.attempt };
  await passes(drawn);
  if (refused || drawn < 4) {
    wrote({ ...call, effective: false });
    if (refused) throw Object.assign(new Error('declined'), { name: 'Declined' });
    throw new RetryableError({ message: 'failed before the effect', effect: 'none' });
  }
  if (drawn < 8) {
    wrote({ ...call, effective: true });
    throw new RetryableError({ message: 'failed after the effect' });
  }
  wrote({ ...call, effective: true, output: digestOf(output) });
  await passes(drawn % 10);
  return output;
}

const queues = process.env.QUEUES?.split(',');
const contracts = [reserve, charge, book].filter(({ name }) => queues?.includes(name.split('.')[0]!) ?? true);
const handlers = contracts.map((contract): ActivityHandler => ({
  contract,
  execute: (input: { refused: boolean }, ctx) => act(contract.name, ctx, input.refused, `done ${ctx.idempotencyKey}`),
  compensate: async (_, ctx) => void (await act(contract.name, ctx, false, 'undone')),
}));

const store = await whenThere(
  'MongoDB',
  () => connectMongo({ uri: process.env.MONGODB_URI!, createSchema: true, ...tools }),
  tools,
);
const participant = createParticipant({
  ...{ ...tools, handlers, ledger: guardedStore(store).ledger },
  group: process.env.SKALD_GROUP!,
  bus: guardedBus(
    kafkaBus({
      ...{ ...tools, brokers: process.env.KAFKA_BROKERS!.split(','), clientId: 'chaos-worker' },
      sessionTimeoutMs: Number(process.env.SKALD_SESSION_TIMEOUT_MS),
    }),
  ),
});
process.once('SIGTERM', () => void participant.drain(20_000).then(() => process.exit(0)));
await participant.start();
console.log('the worker takes in commands');
setInterval(() => undefined, 60_000);
