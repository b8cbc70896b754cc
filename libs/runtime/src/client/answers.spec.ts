import { describe, expect, it } from '@jest/globals';
import type { MessageBus, SubscriptionHandlers } from '@skald/ports';
import { BusUnavailable } from '@skald/ports';

import { ClientClosed } from './errors/client-closed.error.js';
import { RequestTimeout } from './errors/request-timeout.error.js';
import { checkout, clientRig } from './rig.for-spec.js';

const order = { workflowId: 'order-42', input: { total: 5 } };

describe('the answer to a request', () => {
  it('is told apart by namespace, workflowId and requestId', async () => {
    const { client, clock, requests, reply } = await clientRig(() => []);
    const outcomes: string[] = [];
    const tell = (name: string) => () => void outcomes.push(name);
    void client.start(checkout, order).then(tell('first'));
    void client.start(checkout, order).then(tell('second'));
    void client.start(checkout, { ...order, namespace: 'acme' }).then(tell('acme'));
    await clock.quiet();
    await reply({ ...requests[2]!, workflowId: 'order-43' }, { type: 'accepted' });
    await reply({ ...requests[1]!, namespace: 'acme' }, { type: 'accepted' });
    await reply(requests[1]!, { type: 'accepted' });
    await reply(requests[2]!, { type: 'accepted' });
    await clock.quiet();
    expect(outcomes.sort()).toEqual(['acme', 'second']);
    expect(client.health()).toEqual({ ready: true, pending: 1 });
  });

  it('comes to everybody who asked under one requestId', async () => {
    const { client, requests } = await clientRig();
    const both = await Promise.all([1, 2].map(() => client.start(checkout, { ...order, requestId: 'r' })));
    expect(both.map(({ run }) => run)).toEqual([0, 0]);
    expect(requests).toHaveLength(2);
  });

  it('that does not come in time leaves the outcome unknown, and says that repeating is safe', async () => {
    const { client, clock } = await clientRig(() => [], { options: { requestTimeout: '2s' } });
    const started = client.start(checkout, { ...order, requestId: 'r-1' });
    const refused = expect(started).rejects.toEqual(new RequestTimeout('order-42', 'r-1', 2_000));
    await clock.advance(2_000);
    await refused;
    expect(new RequestTimeout('order-42', 'r-1', 2_000).message).toContain('repeating the request');
    expect(client.health().pending).toBe(0);
  });

  it('cannot be missed: nothing is asked before answers are heard', async () => {
    const events: string[] = [];
    const { client } = await clientRig(undefined, {
      wrap: (bus) => ({
        ...bus,
        publish: (records) => {
          events.push('publish');
          return bus.publish(records);
        },
        subscribe: (options, handlers) => {
          events.push(`subscribe ${String(options.broadcast)}`);
          return bus.subscribe(options, {
            ...handlers,
            assigned: (...given) => {
              events.push('assigned');
              handlers.assigned(...given);
            },
          });
        },
      }),
    });
    await client.start(checkout, order);
    await client.start(checkout, { ...order, workflowId: 'other' });
    expect(events).toEqual(['subscribe true', 'assigned', 'publish', 'publish']);
  });
});

describe('a bus that is away', () => {
  it('gets the request when it is back, while somebody waits for the answer', async () => {
    let down = true;
    const unreliable = (bus: MessageBus): MessageBus => ({
      ...bus,
      publish: (records) => (down ? Promise.reject(new BusUnavailable('down')) : bus.publish(records)),
    });
    const { client, clock, requests } = await clientRig(undefined, { wrap: unreliable });
    const late = client.start(checkout, { ...order, workflowId: 'late' });
    const refused = expect(late).rejects.toThrow(RequestTimeout);
    await clock.advance(9_000);
    const inTime = client.start(checkout, { ...order, workflowId: 'in-time' });
    await clock.advance(1_000);
    await refused;
    down = false;
    await clock.advance(6_000);
    await expect(inTime).resolves.toMatchObject({ workflowId: 'in-time' });
    expect(requests.map(({ workflowId }) => workflowId)).toEqual(['in-time']);
  });

  it('is subscribed again when the subscription stopped, and what was not answered is asked again', async () => {
    let handlers: SubscriptionHandlers | undefined;
    let lost = true;
    const { client, clock, requests } = await clientRig(
      () => (lost ? [] : [{ type: 'accepted' }, { type: 'closed', status: 'completed', output: { paymentId: 'p' } }]),
      {
        wrap: (bus) => ({
          ...bus,
          subscribe: (options, given) => {
            handlers = given;
            return bus.subscribe(options, given);
          },
        }),
      },
    );
    const started = client.start(checkout, order);
    await clock.quiet();
    lost = false;
    handlers!.crashed(new Error('gone'));
    await clock.quiet();
    await expect((await started).result()).resolves.toEqual({ paymentId: 'p' });
    expect(requests[1]).toEqual(requests[0]);
  });

  it('without the topic of replies is waited for', async () => {
    let counts = 0;
    const { client, clock } = await clientRig(undefined, {
      wrap: (bus) => ({
        ...bus,
        partitionCounts: (topics) => (++counts < 3 ? Promise.resolve([0]) : bus.partitionCounts(topics)),
      }),
    });
    const started = client.start(checkout, order);
    await clock.advance(1_000);
    await expect(started).resolves.toMatchObject({ workflowId: 'order-42' });
  });
});

describe('a client that is closed', () => {
  it('tells everybody who waits, and takes nothing new', async () => {
    const { client, clock } = await clientRig((request) => (request.workflowId === 'a' ? [{ type: 'accepted' }] : []));
    const accepted = await client.start(checkout, { ...order, workflowId: 'a' });
    const waiting = [accepted.result(), client.start(checkout, { ...order, workflowId: 'b' })];
    const refused = Promise.all(waiting.map((one) => expect(one).rejects.toThrow(ClientClosed)));
    await clock.quiet();
    await client.close();
    await refused;
    await expect(client.start(checkout, order)).rejects.toThrow(ClientClosed);
    expect(clock.timers).toBe(0);
  });
});
