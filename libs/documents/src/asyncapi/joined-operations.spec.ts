import { describe, expect, it } from '@jest/globals';
import { defineActivity, defineDomainEvent, defineSaga, defineSignal } from '@skald/contracts';
import { bindActivity, carrySource, signalsFrom, startsFrom } from '@skald/runtime';
import { z } from 'zod';
import { contractsAmong } from '../described-contracts.js';
import { asyncApiDocument } from './async-api-document.js';

const Order = z.object({ id: z.string() });
const shop = defineSaga('shop', { input: z.string(), output: z.null() });
const paid = defineSignal('paid', z.null());
const charge = defineActivity('payments.charge', { input: z.string(), output: z.null(), compensable: true });
const reply = () => ({ output: null });
const request = () => ({ value: null });

class Orders {}
carrySource(
  Orders,
  signalsFrom('orders', paid, ({ id }) => ({ workflowId: id, payload: null }), { schema: Order, namespace: 'blue' }),
);
carrySource(
  Orders,
  startsFrom('orders', shop, ({ id }) => ({ workflowId: id, input: id }), { schema: Order }),
);
const unchecked = startsFrom('requests', shop, (id: string) => ({ workflowId: id, input: id }));

const bound = bindActivity(charge, {
  ...{ requests: 'bank.in', replies: 'bank.out', correlation: { header: 'x/id~1' } },
  ...{ request, reply, schema: z.object({ ok: z.boolean() }) },
  compensation: { request, reply, requests: 'bank.back', correlation: () => null },
});

interface Message {
  readonly summary: string;
  readonly payload: { readonly schema: Record<string, unknown> };
}
interface Channel {
  readonly address: string;
  readonly messages: Readonly<Record<string, Message>>;
}

function documentOf(exported: Record<string, unknown>) {
  const document = asyncApiDocument(contractsAmong(exported), { title: 't', version: '1.0.0', schemas: 'schemas' });
  return document as unknown as {
    readonly channels: Readonly<Record<string, Channel>>;
    readonly operations: Readonly<Record<string, object>>;
  };
}

const ref = ($ref: string) => ({ $ref });

describe('topics that start and signal sagas', () => {
  const { channels, operations } = documentOf({ shop, Orders, unchecked });

  it('are received, with the schema that a record has to fit; sources that read it alike are one message', () => {
    expect(operations['receive-orders']).toMatchObject({ action: 'receive', channel: ref('#/channels/orders') });
    const { messages } = channels['orders']!;
    expect(Object.keys(messages)).toEqual(['start.shop']);
    expect(messages['start.shop']!.summary).toBe(
      'Starts shop. Sends the signal paid in the namespace blue. Or it is passed over.',
    );
    expect(messages['start.shop']!.payload.schema).toMatchObject({ properties: { id: { type: 'string' } } });
  });

  it('say nothing of the key, which is their producer’s, and of a value that nothing checks', () => {
    expect(channels['orders']!.messages['start.shop']).not.toHaveProperty('bindings');
    expect(channels['topic.requests']!.messages['start.shop']!.payload.schema).toEqual({
      description: 'Any value: the source names no schema.',
    });
  });

  it('take no channel of ours away when they are called as it is', () => {
    expect(channels['requests']!.address).toBe('saga.requests');
    expect(channels['topic.requests']!.address).toBe('requests');
    expect(operations['receive-topic.requests']).toMatchObject({ channel: ref('#/channels/topic.requests') });
  });

  it('are one channel with a business event that comes on them, each operation with its messages', () => {
    const both = documentOf({ shop, Orders, placed: defineDomainEvent('orders', Order) });
    expect(Object.keys(both.channels['orders']!.messages)).toEqual(['orders', 'start.shop']);
    expect(both.operations['send-orders']).toMatchObject({ messages: [ref('#/channels/orders/messages/orders')] });
    expect(both.operations['receive-orders']).toMatchObject({
      messages: [ref('#/channels/orders/messages/start.shop')],
    });
  });
});

describe('topics of a service to which an activity is bound', () => {
  const { channels, operations } = documentOf({ shop, charge, bound });

  it('are asked, for the activity and for its undo, and answer', () => {
    expect(operations['ask-payments.charge.execute']).toMatchObject({
      action: 'send',
      channel: ref('#/channels/bank.in'),
      reply: {
        channel: ref('#/channels/bank.out'),
        messages: [ref('#/channels/bank.out/messages/payments.charge.execute.reply')],
      },
    });
    expect(operations['ask-payments.charge.compensate']).toMatchObject({
      channel: ref('#/channels/bank.back'),
      reply: { messages: [ref('#/channels/bank.out/messages/payments.charge.compensate.reply')] },
    });
    expect(channels['bank.out']!.messages['payments.charge.execute.reply']!.payload.schema).toMatchObject({
      properties: { ok: { type: 'boolean' } },
    });
  });

  it('correlate by the header that the binding names, on both ways', () => {
    for (const [topic, message] of [
      ['bank.in', 'payments.charge.execute.request'],
      ['bank.out', 'payments.charge.execute.reply'],
    ] as const) {
      expect(channels[topic]!.messages[message]).toMatchObject({
        headers: { required: ['x/id~1'], properties: { 'x/id~1': { type: 'string' } } },
        correlationId: { location: '$message.header#/x~1id~01' },
      });
    }
  });

  it('name no place for a correlation that the binding reads from the value', () => {
    const { messages } = channels['bank.back']!;
    expect(messages['payments.charge.compensate.request']).not.toHaveProperty('correlationId');
    expect(messages['payments.charge.compensate.request']).not.toHaveProperty('headers');
  });
});
