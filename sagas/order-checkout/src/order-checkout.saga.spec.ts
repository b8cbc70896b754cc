import { describe, it } from '@jest/globals';
import {
  activity,
  cancel,
  compensated,
  completed,
  emitted,
  executed,
  failed,
  not,
  sagaSpecification,
  signal,
  start,
  timePasses,
  waitsFor,
} from '@skald/testing';
import { ApprovalLimits } from './approval-limits.js';
import {
  approve,
  chargeCard,
  type Order,
  orderPlaced,
  reserveStock,
  sendReceipt,
  shipOrder,
} from './order-checkout.contracts.js';
import { OrderCheckoutV1 } from './order-checkout.saga.js';

const order: Order = {
  orderId: '42',
  customer: 'c-7',
  lines: [{ sku: 'book', quantity: 2 }],
  total: 80,
  card: '4242424242424242',
};
const dear: Order = { ...order, total: 1_001 };

const checkout = sagaSpecification(OrderCheckoutV1, new ApprovalLimits());
const inStock = activity(reserveStock).returns({ id: 'r-1' });
const paid = activity(chargeCard).returns({ id: 'p-1' });
const shipped = activity(shipOrder).returns({ trackingId: 't-1' });
const mailed = activity(sendReceipt).returns(null);
const allFine = checkout.given(inStock, paid, shipped, mailed);

describe('order-checkout', () => {
  it('reserves, charges, ships and mails, and says that the order is placed', () =>
    allFine
      .when(start(order))
      .then(
        completed({ paymentId: 'p-1' }),
        executed(reserveStock, { orderId: '42', lines: order.lines }),
        executed(chargeCard, { amount: 80, card: order.card }),
        executed(shipOrder, { reservationId: 'r-1' }),
        executed(sendReceipt, { orderId: '42' }),
        emitted(orderPlaced, { orderId: '42' }),
      ));

  it('releases the stock when the card is declined', () =>
    checkout
      .given(inStock, activity(chargeCard).fails('CardDeclined'))
      .when(start(order))
      .then(failed('CardDeclined'), compensated(reserveStock), not(executed(shipOrder))));

  it('gives back what may have been paid when nobody knows', () =>
    checkout
      .given(inStock, activity(chargeCard).timesOut())
      .when(start(order))
      .then(failed('skald.Timeout'), compensated(chargeCard, reserveStock)));

  it('fails with nothing to undo when there is no stock', () =>
    checkout
      .given(activity(reserveStock).fails('OutOfStock'))
      .when(start(order))
      .then(failed('OutOfStock'), not(executed(chargeCard))));

  it('charges again when the bank was away', () =>
    checkout
      .given(inStock, activity(chargeCard).fails('BankAway', { times: 2 }).returns({ id: 'p-2' }), shipped, mailed)
      .when(start(order))
      .then(completed({ paymentId: 'p-2' })));

  it('needs no approval for 1,000', () =>
    allFine.when(start({ ...order, total: 1_000 })).then(completed({ paymentId: 'p-1' })));

  it('waits for an approval above 1,000', async () => {
    const waiting = allFine.when(start(dear), timePasses('1 day'));
    await waiting.then(waitsFor(approve), executed(chargeCard), not(executed(shipOrder)));
    await waiting.when(signal(approve, { by: 'ana' })).then(completed({ paymentId: 'p-1' }));
  });

  it('gives the money and the stock back when nobody approves in two days', () =>
    allFine
      .when(start(dear), timePasses('2 days'))
      .then(failed('ApprovalExpired'), compensated(chargeCard, reserveStock)));

  it('gives everything back when it is cancelled while it waits', () =>
    allFine.when(start(dear), cancel({ reason: 'the customer called' })).then(compensated(chargeCard, reserveStock)));

  it('places the order although no receipt can be mailed', () =>
    checkout
      .given(inStock, paid, shipped, activity(sendReceipt).fails('MailboxFull'))
      .when(start(order))
      .then(completed({ paymentId: 'p-1' }), emitted(orderPlaced)));
});
