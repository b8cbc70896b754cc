import { Listener, text } from './listener.js';
import type { Subject } from './message-bus-under-test.js';

/** From the tests of Kafka's Java client: the hash of the key, signed. */
const vectors: readonly (readonly [key: string, hash: number])[] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
];

export function spreadsKeysAsKafka(subject: Subject): void {
  it('finds the partition of a key as Kafka does (murmur2, positive, modulo)', async () => {
    const bus = await subject().bus();
    for (const [key, hash] of vectors) {
      for (const partitions of [1, 2, 7, 64, 512]) {
        expect(bus.partitionOf(key, partitions)).toBe((hash & 0x7fffffff) % partitions);
      }
    }
  });

  it('puts a record where its key belongs', async () => {
    const topic = await subject().topic(8);
    const bus = await subject().bus();
    const keys = Array.from({ length: 64 }, (_, n) => `größe-${n}`);
    await bus.publish(keys.map((key) => ({ topic, key, value: key })));
    const listener = await Listener.join(bus, [topic]);
    await listener.hears(keys.length);
    for (const { key, partition } of listener.heard) expect(partition).toBe(bus.partitionOf(text(key), 8));
  });

  it('spreads records without a key, and obeys a partition that is given', async () => {
    const topic = await subject().topic(4);
    const bus = await subject().bus();
    await bus.publish(Array.from({ length: 8 }, () => ({ topic, key: null, value: 'anywhere' })));
    await bus.publish([{ topic, key: 'some-key', value: 'there', partition: 3 }]);
    const listener = await Listener.join(bus, [topic]);
    await listener.hears(9);
    const anywhere = listener.heard.filter(({ value }) => text(value) === 'anywhere');
    expect(new Set(anywhere.map(({ partition }) => partition))).toEqual(new Set([0, 1, 2, 3]));
    expect(listener.heard.find(({ value }) => text(value) === 'there')?.partition).toBe(3);
  });
}
