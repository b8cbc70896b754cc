import { Listener, record } from './listener.js';
import { fresh, type Subject } from './message-bus-under-test.js';

export function createsTopics(subject: Subject): void {
  it('creates what is missing, leaves what is there, and says which', async () => {
    const bus = await subject().bus();
    const [one, two] = [fresh('topic'), fresh('topic')];
    expect(await bus.createTopics([{ topic: one, partitions: 3 }])).toEqual([one]);
    expect(
      await bus.createTopics([
        { topic: one, partitions: 5 },
        { topic: two, partitions: 2, config: { 'retention.ms': '60000' } },
      ]),
    ).toEqual([two]);
    expect(await bus.createTopics([{ topic: two, partitions: 2 }])).toEqual([]);
    expect(await bus.createTopics([])).toEqual([]);
    expect(await bus.partitionCounts([two, fresh('nowhere'), one])).toEqual([2, 0, 3]);
  });

  it('creates a topic that several ask for at once, for one of them', async () => {
    const topic = fresh('topic');
    const buses = await Promise.all([1, 2, 3].map(() => subject().bus()));
    const created = await Promise.all(buses.map((bus) => bus.createTopics([{ topic, partitions: 2 }])));
    expect(created.flat()).toEqual([topic]);
  });

  it('takes records as soon as a topic is created', async () => {
    const bus = await subject().bus();
    const topic = fresh('topic');
    await bus.createTopics([{ topic, partitions: 1 }]);
    expect(await bus.publish([record(topic, 'first')])).toEqual([{ kind: 'published' }]);
    const listener = await Listener.join(bus, [topic]);
    expect(await listener.hears(1)).toEqual(['first']);
  });

  it('gives a topic to those who had subscribed before it was created', async () => {
    const bus = await subject().bus();
    const topic = fresh('topic');
    const listener = await Listener.join(bus, [topic]);
    await bus.createTopics([{ topic, partitions: 1 }]);
    await bus.publish([record(topic, 'first')]);
    expect(await listener.hears(1)).toEqual(['first']);
  });

  it('answers a ping', async () => {
    const bus = await subject().bus();
    await expect(bus.ping()).resolves.toBeUndefined();
  });
}
