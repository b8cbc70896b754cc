import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { kafkaBus, type KafkaBusOptions } from '@skald/kafka';
import { BusUnavailable, type MessageBus } from '@skald/ports';
import { systemClock, systemIds } from '@skald/runtime';
import {
  aRecord as record,
  BusListener as Listener,
  freshName as fresh,
  numberedRecords as numbered,
  numbers,
  recordingLog,
  shareExactly,
  untilAll,
} from '@skald/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import kafkajs from 'kafkajs';
import { missing, startKafka, type OwnKafka } from '../../docker/services/index.js';
jest.setTimeout(120_000);

const reason = await missing('kafka');
const here = import.meta.dirname;

(reason === undefined ? describe : describe.skip)(`Kafka's faults${reason === undefined ? '' : `: ${reason}`}`, () => {
  let kafka: OwnKafka;
  const buses: MessageBus[] = [];

  function client(options: Partial<KafkaBusOptions> = {}): MessageBus {
    const made = kafkaBus({
      brokers: [kafka.brokers],
      clientId: 'faults',
      clock: systemClock(),
      ids: systemIds(),
      log: recordingLog(),
      sessionTimeoutMs: 3_000,
      ...options,
    });
    buses.push(made);
    return made;
  }

  async function topicWith(partitions: number, config: Record<string, string> = {}): Promise<string> {
    const topic = fresh('topic');
    await client().createTopics([{ topic, partitions, config }]);
    return topic;
  }

  /** Publishes until it is known to have arrived. */
  async function publishSurely(bus: MessageBus, records: Parameters<MessageBus['publish']>[0]): Promise<void> {
    for (;;) {
      try {
        await bus.publish(records);
        return;
      } catch (error) {
        if (!(error instanceof BusUnavailable)) throw error;
      }
    }
  }

  beforeAll(async () => {
    kafka = await startKafka();
  });
  afterAll(async () => {
    await Promise.all(buses.map((bus) => bus.close()));
    await kafka?.remove();
  });

  it('L9 loses nothing when the broker is killed, twice, while a consumer and a producer are at work', async () => {
    const topic = await topicWith(2);
    const bus = client({ publishTimeoutMs: 2_000 });
    const listener = await Listener.join(bus, [topic]);
    listener.onRecords = (generation, records) => {
      const { partition, offset } = records.at(-1)!;
      listener.subscription.commit(generation, [{ topic, partition, offset: offset + 1 }]).catch(() => undefined);
    };
    const publishing = (async () => {
      for (let from = 0; from < 4_000; from += 20) {
        await publishSurely(bus, [...numbered(topic, from, from + 20, 0), ...numbered(topic, from, from + 20, 1)]);
        await listener.hears(Math.min(from, 2_000)); // so that it lasts over both crashes
      }
    })();
    for (const atLeast of [200, 1_000]) {
      await listener.hears(atLeast);
      await kafka.kill9();
      await kafka.start();
    }
    await publishing;
    const of = (partition: number) =>
      new Set(listener.texts.filter((_, n) => listener.heard[n]!.partition === partition));
    await listener.until(() => of(0).size === 4_000 && of(1).size === 4_000);
    // First appearances are in order: repeats are allowed, overtaking is not.
    for (const partition of [0, 1]) expect([...of(partition)]).toEqual(numbers(0, 4_000));
    expect(listener.crashes).toEqual([]);
  });

  it('subscribes and publishes although the broker is away at first', async () => {
    const topic = await topicWith(1);
    const bus = client({ publishTimeoutMs: 1_000 });
    const listener = new Listener();
    await kafka.stop();
    try {
      await expect(bus.ping()).rejects.toThrow(BusUnavailable);
      await expect(bus.publish([record(topic, 'lost')])).rejects.toThrow(BusUnavailable);
      await expect(bus.partitionCounts([topic])).rejects.toThrow(BusUnavailable);
      await listener.subscribe(bus, { group: fresh('group'), topics: [topic] });
    } finally {
      await kafka.start();
    }
    await publishSurely(bus, [record(topic, 'found')]);
    await listener.until(() => listener.texts.includes('found'));
    await bus.ping();
  });

  it('L8 does not wait for ever for a broker that is mute, and goes on when it speaks again', async () => {
    const topic = await topicWith(1);
    const bus = client({ publishTimeoutMs: 1_000, requestTimeoutMs: 2_000 });
    const listener = await Listener.join(bus, [topic]);
    await bus.publish([record(topic, 'before')]);
    await listener.hears(1);
    await kafka.suspend();
    try {
      await expect(bus.ping()).rejects.toThrow(BusUnavailable);
      await expect(bus.publish([record(topic, 'unknown')])).rejects.toThrow(BusUnavailable);
    } finally {
      kafka.resume();
    }
    await publishSurely(bus, [record(topic, 'after')]);
    await listener.until(() => listener.texts.includes('after'));
  });

  it('gives the partitions of a killed process to another member', async () => {
    const topic = await topicWith(4);
    const group = fresh('group');
    const listener = await Listener.join(client(), [topic], { group });
    await listener.until(() => listener.partitions.length === 4);
    const member = spawn(
      process.execPath,
      [
        '--import',
        join(here, 'child', 'typescript.mjs'),
        join(here, 'child', 'kafka-member.ts'),
        kafka.brokers,
        group,
        topic,
        '3000',
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    try {
      for await (const line of createInterface(member.stdout)) if (line === 'assigned 2') break;
      await listener.until(() => listener.partitions.length === 2);
    } finally {
      member.kill('SIGKILL');
      if (member.exitCode === null && member.signalCode === null) await once(member, 'exit');
    }
    await listener.until(() => listener.partitions.length === 4);
    await client().publish([0, 1, 2, 3].map((partition) => record(topic, `${partition}`, partition)));
    await listener.until(() => new Set(listener.texts).size === 4);
  });

  it('shares everything exactly once among members that join and leave at the same moment', async () => {
    const topics = [await topicWith(6), await topicWith(6)];
    const group = fresh('group');
    const join = () => Listener.join(client(), topics, { group, coAssigned: true });
    const members = await Promise.all([join(), join(), join(), join()]);
    await untilAll(members, () => shareExactly(members, 12));
    const [leaver, ...staying] = members;
    const [newcomer] = await Promise.all([join(), leaver.subscription.stop()]);
    const present = [...staying, newcomer];
    await untilAll(
      present,
      () => shareExactly(present, 12) && present.every(({ partitions }) => partitions.length > 0),
    );
  });

  it('sends nothing twice because the broker refused a record that a topic has no room for', async () => {
    const topic = await topicWith(2, { 'max.message.bytes': '2000' });
    const bus = client();
    const call = [...numbered(topic, 0, 6, 0), record(topic, 'x'.repeat(3_000), 0), ...numbered(topic, 6, 9, 0)];
    const outcomes = await bus.publish([...call, ...numbered(topic, 100, 110, 1)]);
    expect(outcomes.map(({ kind }) => kind).indexOf('refused')).toBe(6);
    expect(outcomes.filter(({ kind }) => kind === 'refused')).toHaveLength(1);
    const listener = await Listener.join(bus, [topic]);
    await listener.hears(19);
    expect([...listener.texts].sort()).toEqual([...numbers(0, 9), ...numbers(100, 110)].sort());
  });

  it.each(['gzip', 'zstd', 'uncompressed'])('reads what is stored as %s', async (codec) => {
    const topic = await topicWith(1, { 'compression.type': codec });
    const bus = client();
    await bus.publish(numbered(topic, 0, 50));
    const listener = await Listener.join(bus, [topic]);
    expect(await listener.hears(50)).toEqual(numbers(0, 50));
  });

  it('tells once that it cannot go on with records it cannot decode, and the process lives', async () => {
    const topic = await topicWith(1, { 'compression.type': 'lz4' });
    const bus = client();
    await bus.publish(numbered(topic, 0, 50));
    const listener = await Listener.join(bus, [topic]);
    await listener.until(() => listener.crashes.length > 0);
    await listener.subscription.stop();
    expect(listener.crashes.map(({ message }) => message)).toEqual([expect.stringContaining('LZ4')]);
    expect(listener.heard).toEqual([]);
    await bus.ping();
  });

  it('goes on with a topic that was deleted and made anew', async () => {
    const topic = await topicWith(1);
    const bus = client();
    const listener = await Listener.join(bus, [topic]);
    await bus.publish(numbered(topic, 0, 100));
    await listener.hears(100);
    const admin = new kafkajs.Kafka({ brokers: [kafka.brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    await admin.disconnect();
    await bus.createTopics([{ topic, partitions: 1 }]);
    await publishSurely(bus, [record(topic, 'new life')]);
    await listener.until(() => listener.texts.includes('new life'));
  });
});
