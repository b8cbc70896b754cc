import { describe, expect, it } from '@jest/globals';
import type { SubscriptionHandlers, SubscriptionOptions, TopicPartition } from '@skald/ports';
import { recordingLog, seededIds, virtualClock } from '@skald/testing';
import { DriverError } from '../driver/driver.error.js';
import { FakeDriver } from '../fake-driver.for-spec.js';
import { kafkaBus } from '../message-bus.kafka.js';

function partitions(...numbers: readonly number[]): readonly TopicPartition[] {
  return numbers.map((partition) => ({ topic: 't', partition }));
}

async function given(options: Partial<SubscriptionOptions> = {}) {
  const driver = new FakeDriver();
  driver.topics.set('t', 4);
  const clock = virtualClock();
  const log = recordingLog();
  const told: string[] = [];
  const handlers: SubscriptionHandlers = {
    assigned: (generation, all) => void told.push(`assigned ${generation}: ${all.map(({ partition }) => partition)}`),
    records: (generation, records) =>
      void told.push(`records ${generation}: ${records.map(({ partition, offset }) => `${partition}@${offset}`)}`),
    crashed: (error) => void told.push(`crashed: ${error.message}`),
  };
  const bus = kafkaBus({ brokers: [], clientId: 'spec', clock, ids: seededIds(), log, driver });
  const subscription = await bus.subscribe({ group: 'g', topics: ['t'], ...options }, handlers);
  const present = () => driver.consumers.at(-1)!;
  return {
    driver,
    clock,
    log,
    told,
    bus,
    subscription,
    present,
    joins: (memberId: string, generation: number, ...numbers: readonly number[]) =>
      present().handlers.joined({ memberId, generation, partitions: partitions(...numbers) }),
    fetches: (partition: number, ...offsets: readonly number[]) =>
      present().handlers.batch({
        topic: 't',
        partition,
        records: offsets.map((offset) => ({ offset, timestamp: 0, key: null, value: null, headers: {} })),
      }),
  };
}

describe('a subscription on Kafka', () => {
  it('goes on in kept partitions, and at the committed offset in others', async () => {
    const { joins, fetches, told } = await given();
    expect(joins('m', 1, 0, 1)).toEqual([]);
    fetches(0, 0, 1);
    fetches(1, 7);
    expect(joins('m', 2, 0, 2)).toEqual([{ topic: 't', partition: 0, offset: 2 }]);
    expect(joins('m', 3, 0, 1)).toEqual([{ topic: 't', partition: 0, offset: 2 }]);
    fetches(0, 2);
    expect(told).toEqual([
      'assigned 1: 0,1',
      'records 1: 0@0,0@1',
      'records 1: 1@7',
      'assigned 2: 0,2',
      'assigned 3: 0,1',
      'records 3: 0@2',
    ]);
  });

  it('begins anew when the group had given this member up', async () => {
    const { joins, fetches, told } = await given();
    joins('m', 1, 0);
    fetches(0, 5);
    expect(joins('another', 4, 0)).toEqual([]);
    expect(told.slice(2)).toEqual(['assigned 2: ', 'assigned 3: 0']);
  });

  it('drops commits of an older generation, and those that the group no longer takes', async () => {
    const { joins, subscription, present, driver } = await given();
    joins('m', 1, 0, 1);
    joins('m', 2, 0);
    await subscription.commit(1, [{ topic: 't', partition: 0, offset: 3 }]);
    await subscription.commit(2, [{ topic: 't', partition: 1, offset: 3 }]);
    expect(present().calls).toEqual(['start']);
    driver.commit = () => Promise.reject(new DriverError('stale', 'ILLEGAL_GENERATION'));
    await subscription.commit(2, [{ topic: 't', partition: 0, offset: 3 }]);
    expect(present().calls).toEqual(['start', 'commit 0@3']);
  });

  it('says when it is not known whether offsets were committed', async () => {
    const { joins, subscription, driver } = await given();
    joins('m', 1, 0);
    driver.commit = () => Promise.reject(new DriverError('unavailable', 'away'));
    await expect(subscription.commit(1, [{ topic: 't', partition: 0, offset: 3 }])).rejects.toMatchObject({
      code: 'BUS_UNAVAILABLE',
    });
  });

  it('starts again for as long as it takes, and hears nothing from lives that are over', async () => {
    const { joins, fetches, present, told, clock, driver } = await given();
    joins('m', 1, 0);
    fetches(0, 0);
    const [first] = driver.consumers;
    for (let crashes = 1; crashes <= 20; crashes++) {
      present().handlers.ended(new DriverError('unavailable', 'the broker is away'));
      await clock.advance(5_000);
      expect(driver.consumers).toHaveLength(crashes + 1);
    }
    expect(joins('m2', 9, 0)).toEqual([]);
    fetches(0, 0);
    first!.handlers.batch({ topic: 't', partition: 0, records: [] });
    expect(first!.handlers.joined({ memberId: 'm', generation: 2, partitions: partitions(3) })).toEqual([]);
    first!.handlers.ended(new DriverError('fatal', 'late'));
    expect(first!.calls).toEqual(['start', 'abandon']);
    expect(told).toEqual(['assigned 1: 0', 'records 1: 0@0', 'assigned 2: ', 'assigned 3: 0', 'records 3: 0@0']);
  });

  it('S3 goes on as if nothing had been when it comes back under its name within the session', async () => {
    const { joins, fetches, present, told, clock, subscription } = await given();
    joins('m', 1, 0);
    fetches(0, 0, 1);
    present().handlers.ended(new DriverError('unavailable', 'the broker is away'));
    await expect(subscription.commit(1, [{ topic: 't', partition: 0, offset: 1 }])).rejects.toMatchObject({
      code: 'BUS_UNAVAILABLE',
    });
    await clock.advance(5_000);
    expect(present().options.memberId).toBe('m');
    expect(joins('m', 1, 0)).toEqual([{ topic: 't', partition: 0, offset: 2 }]);
    await clock.advance(20_000);
    expect(told).toEqual(['assigned 1: 0', 'records 1: 0@0,0@1', 'assigned 2: 0']);
  });

  it('S3 gives its partitions up when it is away for longer than the session, although it tries all the while', async () => {
    const { joins, fetches, present, told, clock } = await given();
    joins('m', 1, 0);
    fetches(0, 0, 1);
    for (let second = 0; second < 12; second++) {
      present().handlers.ended(new DriverError('unavailable', 'the broker is away'));
      await clock.advance(1_000);
    }
    expect(told.slice(2)).toEqual(['assigned 2: ']);
    expect(joins('m', 1, 0)).toEqual([]);
    expect(told.slice(3)).toEqual(['assigned 3: 0']);
  });

  it('tells once when it has stopped for good', async () => {
    const { joins, present, told, clock, driver, subscription } = await given();
    joins('m', 1, 0);
    const consumer = present();
    consumer.handlers.ended(new DriverError('fatal', 'LZ4 compression not implemented'));
    consumer.handlers.ended(new DriverError('fatal', 'again'));
    await clock.advance(60_000);
    await subscription.stop();
    expect(told).toEqual(['assigned 1: 0', 'assigned 2: ', 'crashed: LZ4 compression not implemented']);
    expect(driver.consumers).toHaveLength(1);
    expect(clock.timers).toBe(0);
  });

  it('L8 replaces a consumer that has fallen silent', async () => {
    const { joins, present, clock, driver } = await given();
    joins('m', 1, 0);
    await clock.advance(40_000);
    present().handlers.alive();
    await clock.advance(40_000);
    expect(driver.consumers).toHaveLength(1);
    await clock.advance(10_000);
    expect(driver.consumers).toHaveLength(2);
  });

  it('begins anew when a log went back', async () => {
    const { joins, fetches, told, clock, driver } = await given();
    joins('m', 1, 0);
    fetches(0, 100, 101);
    fetches(0, 0, 1);
    await clock.advance(1_000);
    expect(driver.consumers).toHaveLength(2);
    joins('m2', 2, 0);
    fetches(0, 0, 1);
    expect(told.slice(2)).toEqual(['assigned 2: ', 'assigned 3: 0', 'records 3: 0@0,0@1']);
  });

  it('claims what it had, also in a new life', async () => {
    const { joins, present, clock } = await given();
    expect(present().options.claim()).toEqual({ generation: -1, partitions: [] });
    joins('m', 3, 0, 2);
    present().handlers.ended(new DriverError('unavailable', 'away'));
    await clock.advance(1_000);
    expect(present().options.claim()).toEqual({ generation: 3, partitions: partitions(0, 2) });
  });

  it('pauses and resumes only what it owns', async () => {
    const { joins, present, subscription } = await given();
    subscription.pause(partitions(0));
    joins('m', 1, 0);
    subscription.pause(partitions(0, 3));
    subscription.resume(partitions(0, 3));
    expect(present().calls).toEqual(['start', 'pause 0', 'resume 0']);
  });

  it('hears nothing after it was stopped, and leaves no timer', async () => {
    const { joins, fetches, told, subscription, present, clock } = await given();
    joins('m', 1, 0);
    await subscription.stop();
    await subscription.stop();
    fetches(0, 0);
    joins('m', 2, 0, 1);
    present().handlers.ended(new DriverError('fatal', 'late'));
    expect(told).toEqual(['assigned 1: 0']);
    expect(present().calls).toEqual(['start', 'stop']);
    expect(clock.timers).toBe(0);
  });

  it('goes on after a handler that threw', async () => {
    const { driver, log } = await given();
    const bus = kafkaBus({ brokers: [], clientId: 's', clock: virtualClock(), ids: seededIds(), log, driver });
    const fault = () => {
      throw new Error('fault');
    };
    await bus.subscribe({ group: 'h', topics: ['t'] }, { assigned: fault, records: fault, crashed: fault });
    const { handlers } = driver.consumers.at(-1)!;
    expect(handlers.joined({ memberId: 'm', generation: 1, partitions: partitions(0) })).toEqual([]);
    expect(log.messages('error')).toHaveLength(1);
  });
});

describe('a broadcast on Kafka', () => {
  it('begins at the end, goes on where it was in a new life, and takes new partitions from their beginning', async () => {
    const { joins, fetches, present, clock, told } = await given({ broadcast: true });
    expect(present().options.group).toMatch(/^g\../);
    expect(joins('m', 1, 0)).toEqual([{ topic: 't', partition: 0, offset: 5 }]);
    fetches(0, 5, 6);
    present().handlers.ended(new DriverError('unavailable', 'away'));
    await clock.advance(1_000);
    expect(joins('m2', 1, 0, 1)).toEqual([
      { topic: 't', partition: 0, offset: 7 },
      { topic: 't', partition: 1, offset: 0 },
    ]);
    fetches(0, 7);
    expect(told.filter((line) => line.startsWith('records'))).toEqual(['records 1: 0@5,0@6', 'records 3: 0@7']);
  });
});
