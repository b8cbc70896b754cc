import type { ActivityContext, ActivityHandler } from '@skald/runtime';
import type { Random } from '../../kernel/random.js';
import type { SimulatedProcess } from '../../process/simulated-process.js';
import { Askers } from '../asking.js';
import { workOf } from '../work-of.js';
import type { Workload } from '../workload.js';
import { Bank } from './bank.js';
import { approve, type Booking, credit, debit, transfer, type Transfer, ways } from './transfer-saga.js';

const accounts = ['ada', 'bob', 'cyd', 'dan', 'eve'];
const withinMs = 60_000;

/** Money goes to and fro between accounts, one of which takes nothing. */
export function bankWorkload(random: Random): Workload {
  const secret = `word-${random.integer(0, 0xffff_ffff).toString(16)}`;
  const bank = new Bank(accounts, new Set(['eve']));
  return {
    handlers: (process) => handlersOf(bank, process),
    calls: callsOf(random, secret),
    bank: () => bank.books,
    secrets: [secret],
  };
}

function handlersOf(bank: Bank, process: SimulatedProcess): readonly ActivityHandler[] {
  const asked = (what: string, act: () => void): Promise<void> =>
    process.call('outside', what, act, () => new Error('the bank did not answer'));
  return [debit, credit].map((contract) => ({
    contract: contract as never,
    execute: async (booking: Booking, { abort }: ActivityContext) => {
      await workOf(process, 20, abort);
      await asked('move', () => bank.move(booking));
      return booking;
    },
    compensate: async (forward: { readonly input: Booking }) =>
      asked('take back', () => bank.takeBack(forward.input.key)),
  })) as never;
}

function callsOf(random: Random, reference: string): Workload['calls'] {
  const askers = new Askers(random, 2);
  const transfers = random.integer(3, 9);
  for (let i = 0; i < transfers; i++) {
    const workflowId = `t${i}`;
    const startAt = random.integer(0, withinMs);
    askers.ask(
      { type: 'start', workflowId, saga: transfer.name, input: drawTransfer(random, reference) as never },
      startAt,
    );
    const soon = (): number => startAt + random.integer(0, 5_000);
    if (random.chance(0.6)) {
      askers.ask({ type: 'signal', workflowId, name: approve.name, payload: { reference } }, soon());
    }
    if (random.chance(0.3)) askers.ask({ type: 'cancel', workflowId, compensate: true }, soon());
  }
  return askers.calls;
}

function drawTransfer(random: Random, reference: string): Transfer {
  const other = random.chance(0.4) ? { orElse: random.pick(accounts) } : {};
  const [from, to] = [random.pick(accounts.slice(0, -1)), random.pick(accounts)];
  return { from, to, ...other, amount: random.integer(1, 200), reference, way: random.pick(ways) };
}
