import { expect, it } from '@jest/globals';
import { join } from 'node:path';
import { replayHistories } from '@skald/runtime';
import { sagaOf } from '@skald/testing';
import { PriceList } from './price-list.js';
import { SubscriptionBillingV1 } from './subscription-billing.saga.js';

it('I3 subscription-billing replays its stored histories', async () => {
  const saga = sagaOf(SubscriptionBillingV1, new PriceList());
  const report = await replayHistories(join(import.meta.dirname, '../histories'), [saga]);
  expect(report).toMatchObject({ ok: true, diverged: [], unreadable: [] });
  expect(report.replayed.map(({ name }) => name)).toEqual([
    'bank-away-then-retried.json',
    'canceled-in-the-third-month.json',
    'plan-changed.json',
    'reminded-then-paid.json',
    'suspended-in-the-second-month.json',
  ]);
  expect(report.replayed.flatMap(({ warnings }) => warnings)).toEqual([]);
});
