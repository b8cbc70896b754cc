import { describe, expect, it } from '@jest/globals';
import type { ActivityResult, Command } from '@skald/contracts';
import { defineActivity, defineSaga } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { seededIds } from '@skald/testing';
import { z } from 'zod';
import { World } from './world.for-spec.js';

const Movement = z.object({ account: z.string(), amount: z.int() });
const withdraw = defineActivity('payments.withdraw', {
  input: Movement,
  output: z.null(),
  errors: ['NotEnough'],
  compensable: true,
  retry: { maxAttempts: 3, initialInterval: '1s' },
});
const deposit = defineActivity('payments.deposit', {
  input: Movement,
  output: z.null(),
  errors: ['AccountClosed'],
  compensable: true,
  retry: { maxAttempts: 3, initialInterval: '1s' },
});
const Transfer = z.object({ from: z.string(), to: z.string(), amount: z.int() });

const transfer: SagaDefinition<z.infer<typeof Transfer>, null> = {
  contract: defineSaga('transfer', { input: Transfer, output: z.null() }),
  version: 1,
  options: {},
  run: async (ctx, { from, to, amount }) => {
    await ctx.activity(withdraw, { account: from, amount });
    await ctx.activity(deposit, { account: to, amount });
    return null;
  },
};

/** Moves money once for each idempotency key, and answers badly: refuses, loses answers, gives up after the effect. */
class Bank {
  readonly balances = new Map<string, number>();
  private readonly moved = new Map<string, number>();

  constructor(private readonly random: () => number) {}

  answer = (command: Command): Partial<ActivityResult> | undefined => {
    if (command.type === 'cancel') return undefined;
    const { account, amount } = (command.type === 'execute' ? command.input : command.forward.input) as z.infer<
      typeof Movement
    >;
    const key = command.idempotencyKey.replace(/:late$/, '');
    if (command.type === 'execute' && !this.moved.has(key)) {
      if (command.activity === deposit.name && account === 'closed') return refusal('AccountClosed');
      if (command.activity === withdraw.name && this.balance(account) < amount) return refusal('NotEnough');
      // It fails before anything happened, and cannot say so.
      if (this.random() < 0.1) return { type: 'failed', error: { type: 'Busy', message: 'try again' } };
      this.move(key, account, command.activity === withdraw.name ? -amount : amount);
    }
    const forward = this.moved.get(key.replace(':compensate', ':execute'));
    if (command.type === 'compensate' && forward !== undefined && !this.moved.has(key))
      this.move(key, account, -forward);
    // The effect has happened, and the answer says that nobody knows.
    if (this.random() < 0.1) return { type: 'failed', error: { type: 'ConnectionReset', message: 'no answer' } };
    return { type: 'completed', output: null };
  };

  balance(account: string): number {
    return this.balances.get(account) ?? 0;
  }

  private move(key: string, account: string, delta: number): void {
    this.moved.set(key, delta);
    this.balances.set(account, this.balance(account) + delta);
  }
}

function refusal(type: string): Partial<ActivityResult> {
  return { type: 'failed', error: { type, message: type }, retryable: false, effect: 'none' };
}

const accounts = ['ana', 'bo', 'cy', 'di', 'closed'];

describe('a thousand transfers at once', () => {
  it('U9 conserve money, whatever fails, is retried, is undone, or loses its process', async () => {
    const ids = seededIds(7);
    const random = (): number => ids.random();
    const pick = (): string => accounts[Math.floor(random() * accounts.length)]!;
    const bank = new Bank(random);
    for (const account of accounts.slice(0, 4)) bank.balances.set(account, 2_000);
    const world = await new World().open([transfer]);
    world.answer = bank.answer;
    const workflowIds = Array.from({ length: 1_000 }, (_, n) => `t-${n}`);
    const starts = workflowIds.map((workflowId) => {
      const input = { from: pick(), to: pick(), amount: 1 + Math.floor(random() * 50) };
      return {
        topic: 'saga.requests',
        key: workflowId,
        value: JSON.stringify({ type: 'start', saga: 'transfer', input }),
      };
    });
    for (let process = 0; process < 4; process += 1) {
      await world.bus.publish(starts.slice(process * 250, (process + 1) * 250));
      await world.clock.advance(300);
      const drained = world.coordinator.drain(0);
      await world.clock.advance(10);
      await drained;
      await world.boot([transfer]);
    }
    await world.clock.advance(3_600_000);

    const projections = await world.store.instances.find(workflowIds.map((id) => `default/${id}`));
    const endings = new Map<string, number>();
    for (const projection of projections) {
      const status = projection?.status ?? 'lost';
      endings.set(status, (endings.get(status) ?? 0) + 1);
    }
    expect([...endings.keys()].sort()).toEqual(['compensated', 'completed', 'failed']);
    expect(accounts.reduce((sum, account) => sum + bank.balance(account), 0)).toBe(8_000);
    // Nothing went to an account that takes nothing, and nobody was overdrawn.
    expect(bank.balance('closed')).toBe(0);
    for (const account of accounts) expect(bank.balance(account)).toBeGreaterThanOrEqual(0);
    expect(world.deadLetters).toEqual([]);
    await world.coordinator.drain(1_000);
  }, 60_000);
});
