import { describe, expect, it } from '@jest/globals';
import type { Ledger, MessageBus, SubscriptionHandlers } from '@skald/ports';
import { BusUnavailable, StoreUnavailable } from '@skald/ports';

import { charge, execute, participantRig } from './rig.for-spec.js';

const handler = { contract: charge, execute: () => ({ id: 'p' }), compensate: () => undefined };

describe('a ledger that does not answer', () => {
  it('pauses the intake, shows in health, and loses nothing', async () => {
    let down = true;
    const failing = (ledger: Ledger): Ledger => ({
      record: (records) => (down ? Promise.reject(new StoreUnavailable('no primary')) : ledger.record(records)),
      read: (keys) => ledger.read(keys),
      sweep: (before, limit) => ledger.sweep(before, limit),
    });
    const rig = await participantRig({ handlers: [handler], ledger: failing });
    await rig.send(execute({ workflowId: 'a' }));
    await rig.clock.advance(60_000);
    expect(rig.participant.health()).toMatchObject({
      ready: false,
      ledger: 'unavailable',
      bus: 'ok',
      detail: 'StoreUnavailable: no primary',
      queues: [{ paused: ['unavailable'] }],
    });
    await rig.send(execute({ workflowId: 'b' }));
    expect(rig.participant.health().queues[0]!.waiting).toBe(0);
    down = false;
    await rig.clock.advance(10_000);
    expect(rig.participant.health()).toMatchObject({ ready: true, ledger: 'ok', queues: [{ paused: [] }] });
    expect(rig.results.map(({ workflowId, type }) => `${workflowId} ${type}`)).toEqual(['a completed', 'b completed']);
  });
});

describe('a bus that does not answer', () => {
  it('is waited for at the start', async () => {
    let tries = 0;
    const late = (bus: MessageBus): MessageBus => ({
      ...bus,
      subscribe: (options, handlers) =>
        options.broadcast !== true && ++tries < 3
          ? Promise.reject(new BusUnavailable('not yet'))
          : bus.subscribe(options, handlers),
    });
    const rig = await participantRig({ handlers: [handler] });
    const bus = late(rig.bus);
    const participant = rig.make(2, bus);
    const started = participant.start();
    await rig.clock.quiet();
    expect(participant.health()).toMatchObject({ state: 'starting', ready: false, bus: 'unavailable' });
    await rig.clock.advance(1_000);
    await started;
    expect(participant.health()).toMatchObject({ state: 'running', ready: true, bus: 'ok' });
  });

  it('that stopped for good is said to have, so that the process can end', async () => {
    let handlers: SubscriptionHandlers | undefined;
    const crashes: Error[] = [];
    const rig = await participantRig({
      handlers: [handler],
      options: { onCrash: (error) => crashes.push(error) },
      bus: (bus) => ({
        ...bus,
        subscribe: (options, given) => {
          handlers = given;
          return bus.subscribe(options, given);
        },
      }),
    });
    handlers!.crashed(new Error('not authorised'));
    expect(crashes).toEqual([new Error('not authorised')]);
    expect(rig.participant.health()).toMatchObject({ state: 'crashed', ready: false });
  });
});

describe('a results topic that is missing', () => {
  it('holds back what is done until it is there', async () => {
    let missing = true;
    const rig = await participantRig({
      handlers: [handler],
      bus: (bus) => ({
        ...bus,
        publish: (records) =>
          missing
            ? Promise.resolve(records.map(() => ({ kind: 'refused' as const, reason: 'no such topic' })))
            : bus.publish(records),
      }),
    });
    await rig.send(execute());
    await rig.clock.advance(20_000);
    expect(rig.committed).toBe(0);
    expect(rig.participant.health()).toMatchObject({ bus: 'unavailable', detail: 'Error: no such topic' });
    missing = false;
    await rig.clock.advance(6_000);
    expect(rig.results).toHaveLength(1);
    expect(rig.committed).toBe(1);
  });
});
