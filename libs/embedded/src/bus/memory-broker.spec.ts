import { describe, expect, it } from '@jest/globals';
import {
  BusUnavailable,
  type IncomingRecord,
  type OutgoingRecord,
  type Subscription,
  type SubscriptionOptions,
} from '@skald/ports';
import { recordingLog, virtualClock } from '@skald/testing';
import { MemoryBroker, type MemoryBrokerOptions } from './memory-broker.js';

function given(options: Partial<MemoryBrokerOptions> = {}) {
  const clock = virtualClock();
  const broker = new MemoryBroker({ clock, log: recordingLog(), ...options });
  broker.createTopics([{ topic: 't', partitions: 1 }]);
  const [log] = broker.partitionsOf('t');
  const publish = (count: number, value = 'x') =>
    broker.publish(Array.from({ length: count }, (): OutgoingRecord => ({ topic: 't', key: null, value })));
  return { clock, broker, log: log!, publish };
}

class Subscriber {
  readonly heard: IncomingRecord[] = [];
  readonly batches: number[] = [];
  generation = 0;
  readonly subscription: Subscription;

  constructor(broker: MemoryBroker, options: Partial<SubscriptionOptions> = {}) {
    this.subscription = broker.subscribe(
      { group: 'g', topics: ['t'], ...options },
      {
        assigned: (generation) => (this.generation = generation),
        records: (_, records) => {
          this.heard.push(...records);
          this.batches.push(records.length);
        },
        crashed: () => undefined,
      },
    );
  }

  commit(offset: number): Promise<void> {
    return this.subscription.commit(this.generation, [{ topic: 't', partition: 0, offset }]);
  }
}

describe('the in-memory broker', () => {
  it('hands over in a later macrotask, in batches, without timers', async () => {
    const { broker, clock, publish } = given();
    const subscriber = new Subscriber(broker);
    await clock.quiet();
    publish(2_500);
    expect(subscriber.heard).toEqual([]);
    await clock.quiet();
    expect(subscriber.batches).toEqual([1_000, 1_000, 500]);
    expect(clock.timers).toBe(0);
  });

  it('drops what every group has committed', async () => {
    const { broker, clock, publish, log } = given();
    const one = new Subscriber(broker, { group: 'one' });
    const two = new Subscriber(broker, { group: 'two' });
    await clock.quiet();
    publish(100);
    await clock.quiet();
    await one.commit(100);
    await clock.quiet();
    expect(log.start).toBe(0);
    await two.commit(60);
    await clock.quiet();
    expect(log.start).toBe(60);
  });

  it('does not grow over a million records that are committed', async () => {
    const { broker, clock, publish, log } = given();
    const subscriber = new Subscriber(broker);
    await clock.quiet();
    for (let round = 0; round < 100; round++) {
      publish(10_000);
      await clock.quiet();
      subscriber.heard.length = 0;
      await subscriber.commit(log.end);
    }
    await clock.quiet();
    expect([log.end, log.start, log.bytes]).toEqual([1_000_000, 1_000_000, 0]);
  });

  it('keeps the newest for a group that is not there yet, within the retention', async () => {
    const { broker, clock, publish, log } = given({ retention: { records: 10, bytes: 1_000_000 } });
    publish(100);
    await clock.quiet();
    expect(log.start).toBe(90);
    const late = new Subscriber(broker);
    await clock.quiet();
    expect(late.heard.map(({ offset }) => offset)).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99]);
  });

  it('keeps the newest for a group that nobody is in any more, within the retention, by bytes too', async () => {
    const { broker, clock, publish, log } = given({ retention: { records: 1_000, bytes: 5_000 } });
    const subscriber = new Subscriber(broker);
    await clock.quiet();
    await subscriber.subscription.stop();
    publish(100, 'x'.repeat(800));
    await clock.quiet();
    expect(log.start).toBe(95);
    const successor = new Subscriber(broker);
    await clock.quiet();
    expect(successor.heard).toHaveLength(5);
  });

  it('never drops what somebody alive is behind with, but takes no more than the limit', async () => {
    const { broker, clock, publish, log } = given({
      retention: { records: 1, bytes: 1 },
      maxBacklogBytes: 100_000,
    });
    const subscriber = new Subscriber(broker);
    await clock.quiet();
    const publishUntilFull = () => {
      for (let n = 0; n < 1_000; n++) publish(10, 'x'.repeat(800));
    };
    expect(publishUntilFull).toThrow(BusUnavailable);
    await clock.quiet();
    expect(log.start).toBe(0);
    expect(subscriber.heard).toHaveLength(log.end);
    await subscriber.commit(log.end);
    await clock.quiet();
    expect(publish(1)).toEqual([{ kind: 'published' }]);
  });

  it('keeps what a paused broadcast has not seen', async () => {
    const { broker, clock, publish, log } = given({ retention: { records: 0, bytes: 0 } });
    const subscriber = new Subscriber(broker, { broadcast: true });
    await clock.quiet();
    subscriber.subscription.pause([{ topic: 't', partition: 0 }]);
    publish(5);
    await clock.quiet();
    expect(log.start).toBe(0);
    subscriber.subscription.resume([{ topic: 't', partition: 0 }]);
    await clock.quiet();
    expect([subscriber.heard.length, log.start]).toEqual([5, 5]);
  });

  it('assigns a topic that is created after somebody subscribed to it', async () => {
    const { broker, clock } = given();
    const subscriber = new Subscriber(broker, { topics: ['later'] });
    await clock.quiet();
    broker.createTopics([{ topic: 'later', partitions: 1 }]);
    broker.publish([{ topic: 'later', key: 'k', value: 'v' }]);
    await clock.quiet();
    expect(subscriber.heard).toHaveLength(1);
  });
});
