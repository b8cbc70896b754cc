import { Listener, numbered, numbers } from './listener.js';
import type { Subject } from './message-bus-under-test.js';

export function keepsOrder(subject: Subject): void {
  it('keeps the order within a partition, over calls that were not waited for', async () => {
    const topic = await subject().topic(1);
    const bus = await subject().bus();
    await Promise.all([0, 100, 200, 300].map((from) => bus.publish(numbered(topic, from, from + 100))));
    const listener = await Listener.join(bus, [topic]);
    expect(await listener.hears(400)).toEqual(numbers(0, 400));
    expect(listener.heard.map(({ offset }) => offset)).toEqual(listener.heard.map((_, n) => n));
  });

  it('hands a batch over in one generation and of one partition', async () => {
    const topic = await subject().topic(3);
    const bus = await subject().bus();
    const listener = await Listener.join(bus, [topic]);
    const partitions: number[] = [];
    listener.onRecords = (generation, records) => {
      expect(generation).toBe(listener.generation);
      partitions.push(new Set(records.map(({ partition }) => partition)).size);
    };
    await bus.publish([...numbered(topic, 0, 10, 0), ...numbered(topic, 0, 10, 1), ...numbered(topic, 0, 10, 2)]);
    await listener.hears(30);
    expect(new Set(partitions)).toEqual(new Set([1]));
    for (const partition of [0, 1, 2]) {
      const mine = listener.heard.filter((one) => one.partition === partition);
      expect(mine.map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
  });
}
