import { describe, expect, it } from '@jest/globals';
import { BusUnavailable, type MessageBus, type OutgoingRecord } from '@skald/ports';
import { recordingLog, seededIds, virtualClock } from '@skald/testing';
import { DriverError } from '../driver/driver.error.js';
import { FakeDriver } from '../fake-driver.for-spec.js';
import { kafkaBus } from '../message-bus.kafka.js';

const published = { kind: 'published' };

function given() {
  const driver = new FakeDriver();
  driver.topics.set('t', 4).set('u', 2);
  const clock = virtualClock();
  const bus = kafkaBus({ brokers: [], clientId: 'spec', clock, ids: seededIds(), log: recordingLog(), driver });
  return { driver, clock, bus };
}

function record(value: string, partition = 0, topic = 't'): OutgoingRecord {
  return { topic, key: null, value, partition };
}

function kinds(outcomes: Awaited<ReturnType<MessageBus['publish']>>): string {
  return outcomes.map(({ kind }) => kind[0]).join('');
}

describe('publishing', () => {
  it('sends all records of a call in one request', async () => {
    const { bus, driver } = given();
    expect(await bus.publish([record('a'), record('b', 1), record('c', 1, 'u')])).toEqual([
      published,
      published,
      published,
    ]);
    expect(driver.requests).toHaveLength(1);
    expect(driver.arrived).toEqual(['t/0:a', 't/1:b', 'u/1:c']);
  });

  it('lets calls leave together that come while another one is under way, each with its own outcomes', async () => {
    const { bus, driver } = given();
    driver.refused.add('bad');
    const first = bus.publish([record('a')]);
    await Promise.resolve();
    const others = [bus.publish([record('b')]), bus.publish([record('bad', 1), record('c', 1)])];
    expect([await first, ...(await Promise.all(others))].map(kinds)).toEqual(['p', 'p', 'rp']);
    expect(driver.requests[0]).toHaveLength(1);
    expect(driver.requests[1]).toHaveLength(2);
  });

  it('finds the refused one among many, and sends the others of its partition once and in order', async () => {
    const { bus, driver } = given();
    driver.refused.add('6');
    const outcomes = await bus.publish(Array.from({ length: 16 }, (_, n) => record(`${n}`)));
    expect(kinds(outcomes)).toBe('pppppprppppppppp');
    expect(outcomes[6]).toEqual({ kind: 'refused', reason: expect.stringContaining('MESSAGE_TOO_LARGE') });
    expect(driver.arrived).toEqual([0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((n) => `t/0:${n}`));
  });

  it('sends nothing twice because another partition was refused', async () => {
    const { bus, driver } = given();
    driver.refused.add('bad');
    const values = ['a', 'b', 'bad', 'c'];
    const outcomes = await bus.publish(values.flatMap((value, n) => [record(value, n), record(`${value}2`, n)]));
    expect(kinds(outcomes)).toBe('pppprppp');
    expect([...driver.arrived].sort()).toEqual(['t/0:a', 't/0:a2', 't/1:b', 't/1:b2', 't/2:bad2', 't/3:c', 't/3:c2']);
  });

  it('sends only the partition again whose leader has moved', async () => {
    const { bus, driver, clock } = given();
    const moved = new DriverError('unavailable', 'NOT_LEADER_FOR_PARTITION');
    driver.answers.push((batches) => [...driver.take(batches.slice(0, 1)), { ...batches[1]!, error: moved }]);
    const outcomes = bus.publish([record('a', 0), record('b', 1)]);
    await clock.advance(1_000);
    expect(await outcomes).toEqual([published, published]);
    expect(driver.arrived).toEqual(['t/0:a', 't/1:b']);
  });

  it('sends again what the answer does not name', async () => {
    const { bus, driver, clock } = given();
    driver.answers.push((batches) => driver.take(batches.slice(0, 1)));
    const outcomes = bus.publish([record('a', 0), record('b', 1)]);
    await clock.advance(1_000);
    expect(await outcomes).toEqual([published, published]);
    expect(driver.arrived).toEqual(['t/0:a', 't/1:b']);
  });

  it('tries again while the broker is not there, and keeps the order', async () => {
    const { bus, driver, clock } = given();
    const away = () => {
      throw new DriverError('unavailable', 'away');
    };
    driver.answers.push(away, away, away);
    const outcomes = Promise.all([bus.publish([record('a')]), bus.publish([record('b')])]);
    await clock.advance(5_000);
    expect((await outcomes).flat()).toEqual([published, published]);
    expect(driver.arrived).toEqual(['t/0:a', 't/0:b']);
  });

  it('says so when it is not known what arrived', async () => {
    const { bus, driver, clock } = given();
    const cause = new DriverError('unavailable', 'away');
    for (let n = 0; n < 100; n++) {
      driver.answers.push(() => {
        throw cause;
      });
    }
    const outcome = bus.publish([record('a')]).catch((error: unknown) => error);
    await clock.advance(11_000);
    expect(await outcome).toBeInstanceOf(BusUnavailable);
    expect(((await outcome) as Error).cause).toBe(cause);
    driver.answers.length = 0;
    expect(await bus.publish([record('b')])).toEqual([published]);
  });

  it('refuses records of a topic that was removed meanwhile, after asking whether it was', async () => {
    const { bus, driver, clock } = given();
    await bus.publish([record('a'), record('b', 0, 'u')]);
    driver.topics.delete('u');
    const outcomes = bus.publish([record('c'), record('d', 0, 'u')]);
    await clock.advance(1_000);
    expect(kinds(await outcomes)).toBe('pr');
  });

  it('is patient with a topic that is there although its leader does not know it yet', async () => {
    const { bus, driver, clock } = given();
    driver.answers.push(() => {
      throw new DriverError('unknown-topic', 'UNKNOWN_TOPIC_OR_PARTITION');
    });
    const outcomes = bus.publish([record('a')]);
    await clock.advance(1_000);
    expect(await outcomes).toEqual([published]);
  });
});
