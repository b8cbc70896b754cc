import { describe, expect, it } from '@jest/globals';
import { defineActivity } from '@skald/contracts';
import { z } from 'zod';

import { charge, compensate, execute } from '../rig.for-spec.js';
import { bindActivity } from './activity-binding.js';
import { legacyCharge, legacyRig, text } from './legacy.for-spec.js';

const types = (results: readonly { type: string }[]) => results.map(({ type }) => type);

describe('an activity that is bound to a service on topics', () => {
  it('J7 is asked for with a correlation id, handed over, and completed by the reply, which says of when it is', async () => {
    const legacy = await legacyRig();
    const { rig } = legacy;
    await rig.send(execute());
    expect(types(rig.results)).toEqual(['handed-over']);
    const [request] = legacy.requests;
    expect(text(request!.key)).toBe('order-42:charge:execute');
    expect(JSON.parse(text(request!.value))).toMatchObject({ cents: 500 });
    expect(text(request!.headers['x-system'])).toBe('skald');

    await legacy.reply({ state: 'paid', nr: 'p-7' }, { 'correlation-id': legacy.correlation(0) });
    expect(rig.results.at(-1)).toEqual({
      ...{ type: 'completed', namespace: 'default', workflowId: 'order-42', run: 0, activityId: 'charge' },
      ...{ operation: 'execute', attempt: 1, scheduledAt: '2026-01-01T00:00:00.000Z', output: { id: 'p-7' } },
    });
  });

  it('works where the service echoes the correlation in the body', async () => {
    const legacy = await legacyRig(legacyCharge(({ ref }) => ref));
    await legacy.rig.send(execute());
    const { ref } = JSON.parse(text(legacy.requests[0]!.value)) as { ref: string };
    expect(legacy.requests[0]!.headers['correlation-id']).toBeUndefined();
    await legacy.reply({ state: 'paid', nr: 'p-7', ref });
    expect(types(legacy.rig.results)).toEqual(['handed-over', 'completed']);
  });

  it('fails as the contract says: a named error is certain, others as the map says', async () => {
    const legacy = await legacyRig();
    await legacy.rig.send(execute(), execute({ attempt: 2 }));
    await legacy.reply({ state: 'busy' }, { 'correlation-id': legacy.correlation(0) });
    await legacy.reply({ state: 'refused' }, { 'correlation-id': legacy.correlation(1) });
    expect(legacy.rig.results.slice(2)).toMatchObject([
      { type: 'failed', attempt: 1, error: { type: 'Busy' }, retryable: true, effect: 'none', retryAfterMs: 7_000 },
      { type: 'failed', attempt: 2, error: { type: 'CardDeclined' }, retryable: false, effect: 'none' },
    ]);
  });

  it('is not settled by a reply that says nothing yet', async () => {
    const legacy = await legacyRig();
    await legacy.rig.send(execute());
    await legacy.reply({ state: 'received' }, { 'correlation-id': legacy.correlation(0) });
    expect(types(legacy.rig.results)).toEqual(['handed-over']);
    expect(legacy.reasons).toEqual([]);
  });

  it('is undone over the topics of its undo', async () => {
    const legacy = await legacyRig();
    await legacy.rig.send(execute());
    await legacy.reply({ state: 'paid', nr: 'p-7' }, { 'correlation-id': legacy.correlation(0) });
    await legacy.rig.send(compensate('completed'));
    expect(legacy.requests[1]!.topic).toBe('legacy.refund.requests');
    expect(JSON.parse(text(legacy.requests[1]!.value))).toMatchObject({ refund: 'p-1' });
    await legacy.reply({}, { 'correlation-id': legacy.correlation(1) });
    expect(legacy.rig.results.at(-1)).toMatchObject({ type: 'completed', operation: 'compensate', output: null });
  });

  it('survives a restart between request and reply, and asks only once', async () => {
    const legacy = await legacyRig();
    const { rig } = legacy;
    await rig.send(execute());
    await Promise.all([rig.participant.drain(1_000), rig.clock.advance(2_000)]);
    await legacy.reply({ state: 'paid', nr: 'p-7' }, { 'correlation-id': legacy.correlation(0) });
    expect(types(rig.results)).toEqual(['handed-over']);

    const next = rig.make(2, rig.bus);
    await Promise.all([next.start(), rig.clock.advance(1_000)]);
    await rig.send(execute());
    expect(types(rig.results)).toEqual(['handed-over', 'completed', 'handed-over']);
    expect(legacy.requests).toHaveLength(1);
  });

  it('answers a repeated reply with the same result again, which the coordinator knows as a repeat', async () => {
    const legacy = await legacyRig();
    await legacy.rig.send(execute());
    const header = { 'correlation-id': legacy.correlation(0) };
    await legacy.reply({ state: 'paid', nr: 'p-7' }, header);
    await legacy.reply({ state: 'paid', nr: 'p-7' }, header);
    const [, first, second] = legacy.rig.results;
    expect(second).toEqual(first);
  });
});

describe('a reply that cannot be used', () => {
  it.each([
    ['has no correlation', { state: 'paid', nr: 'p' }, {}, 'NO_CORRELATION'],
    ['has a correlation of somebody else', { state: 'paid', nr: 'p' }, { 'correlation-id': 'x-1' }, 'NO_CORRELATION'],
    ['is not JSON and has no correlation', 'paid!', {}, 'NOT_JSON'],
  ])('because it %s, goes to the dead letters and settles nothing', async (_, value, headers, reason) => {
    const legacy = await legacyRig();
    await legacy.rig.send(execute());
    await legacy.reply(value, headers);
    expect(legacy.reasons).toEqual([reason]);
    expect(types(legacy.rig.results)).toEqual(['handed-over']);
  });

  it('goes to the dead letters where nobody here has a binding for its activity', async () => {
    const legacy = await legacyRig();
    await legacy.rig.send(execute({ activityId: 'charge' }));
    const { correlationOf, readCorrelation } = await import('./correlation.js');
    const other = correlationOf({ ...readCorrelation(legacy.correlation(0))!, activity: 'payments.other' });
    await legacy.reply({ state: 'paid', nr: 'p' }, { 'correlation-id': other });
    expect(legacy.reasons).toEqual(['NO_HANDLER']);
  });

  it.each([
    ['is not JSON', 'paid!', 'NOT_JSON'],
    ['makes the map throw', null, 'MAPPING_FAILED'],
  ])('because it %s, fails the attempt it names as well, with an unknown effect', async (_, value, reason) => {
    const legacy = await legacyRig();
    await legacy.rig.send(execute());
    await legacy.reply(value, { 'correlation-id': legacy.correlation(0) });
    expect(legacy.reasons).toEqual([reason]);
    expect(legacy.rig.results.at(-1)).toMatchObject({
      ...{ type: 'failed', error: { type: 'skald.UnreadableReply' }, retryable: true, effect: 'unknown' },
    });
  });

  it('because its output does not fit, fails the attempt like the output of a handler', async () => {
    const legacy = await legacyRig();
    await legacy.rig.send(execute());
    await legacy.reply({ state: 'paid' }, { 'correlation-id': legacy.correlation(0) });
    expect(legacy.rig.results.at(-1)).toMatchObject({ type: 'failed', error: { type: 'skald.InvalidOutput' } });
  });
});

describe('topics of the other system', () => {
  it('are waited for, told of, and never created; commands are held meanwhile', async () => {
    const legacy = await legacyRig(legacyCharge(), { topics: [] });
    const { rig } = legacy;
    await rig.send(execute());
    await rig.clock.advance(20_000);
    expect(rig.results).toEqual([]);
    expect(rig.participant.health()).toMatchObject({
      ready: false,
      problems: [
        expect.stringMatching(/^replies of legacy\.charge\.replies: .* not there: it belongs to another system/),
      ],
    });
    expect(await rig.bus.partitionCounts(['legacy.charge.requests', 'legacy.charge.replies.dlq'])).toEqual([0, 0]);

    await legacy.make(['legacy.charge.requests', 'legacy.refund.requests', 'legacy.charge.replies']);
    expect(types(rig.results)).toEqual(['handed-over']);
    expect(rig.participant.health()).toMatchObject({ ready: true, problems: [] });
  });

  it('that take nothing for a while get the request when they do', async () => {
    const legacy = await legacyRig();
    legacy.away.requests = true;
    await legacy.rig.send(execute());
    await legacy.rig.clock.advance(2_000);
    expect(legacy.rig.results).toEqual([]);
    legacy.away.requests = false;
    await legacy.rig.clock.advance(6_000);
    expect(types(legacy.rig.results)).toEqual(['handed-over']);
  });
});

describe('a binding', () => {
  const route = {
    ...{ requests: 'a.requests', replies: 'a.replies', correlation: { header: 'c' } },
    request: () => ({ value: 1 }),
    reply: () => undefined,
  };
  const plain = defineActivity('payments.look', { input: z.unknown(), output: z.unknown() });

  it('is refused without the undo that its contract wants, with one it does not want, and with topics that are none', () => {
    // @ts-expect-error the contract is compensable
    expect(() => bindActivity(charge, route)).toThrow('payments.charge is compensable, and its binding has no');
    // @ts-expect-error the contract is not compensable
    expect(() => bindActivity(plain, { ...route, compensation: route })).toThrow('is not compensable');
    expect(() => bindActivity(plain, { ...route, replies: 'a b' })).toThrow(TypeError);
    expect(() => bindActivity(plain, { ...route, correlation: { header: '' } })).toThrow('names no header');
  });

  it('warns of an activity without deadline: a lost reply would be waited for a day', async () => {
    const { rig } = await legacyRig();
    expect(rig.log.entries.filter(({ level }) => level === 'warn').map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/bound to another system and has no deadline of its own: a lost reply is waited for a day/),
    );
  });
});
