import { expect, it } from '@jest/globals';
import { join } from 'node:path';
import { replayHistories } from '@skald/runtime';
import { sagaOf } from '@skald/testing';
import { ApprovalLimits } from './approval-limits.js';
import { OrderCheckoutV1 } from './order-checkout.saga.js';

it('I3 order-checkout replays its stored histories', async () => {
  const saga = sagaOf(OrderCheckoutV1, new ApprovalLimits());
  const report = await replayHistories(join(import.meta.dirname, '../histories'), [saga]);
  expect(report).toMatchObject({ ok: true, diverged: [], unreadable: [] });
  expect(report.replayed.map(({ name }) => name)).toEqual([
    'approval-expired.json',
    'approved.json',
    'cancelled.json',
    'card-declined.json',
    'placed.json',
    'sold-out.json',
  ]);
  expect(report.replayed.flatMap(({ warnings }) => warnings)).toEqual([]);
});
