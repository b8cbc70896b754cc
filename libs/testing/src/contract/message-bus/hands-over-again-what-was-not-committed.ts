import { Listener, numbered, numbers, record } from './listener.js';
import { fresh, type Subject } from './message-bus-under-test.js';

export function handsOverAgainWhatWasNotCommitted(subject: Subject): void {
  it('L5 goes on at the committed offset when a member has stopped', async () => {
    const topic = await subject().topic(1);
    const bus = await subject().bus();
    const group = fresh('group');
    await bus.publish(numbered(topic, 0, 10));
    const first = await Listener.join(bus, [topic], { group });
    await first.hears(10);
    await first.subscription.commit(first.generation, [{ topic, partition: 0, offset: 4 }]);
    await first.subscription.stop();

    const second = await Listener.join(await subject().bus(), [topic], { group });
    expect(await second.hears(6)).toEqual(numbers(4, 10));
  });

  it('gives a new group everything that was published while nobody had subscribed', async () => {
    const topic = await subject().topic(1);
    const bus = await subject().bus();
    await bus.publish(numbered(topic, 0, 5));
    const late = await Listener.join(bus, [topic]);
    expect(await late.hears(5)).toEqual(numbers(0, 5));
  });

  it('keeps what is published while no member is there', async () => {
    const topic = await subject().topic(1);
    const bus = await subject().bus();
    const group = fresh('group');
    const first = await Listener.join(bus, [topic], { group });
    await bus.publish(numbered(topic, 0, 3));
    await first.hears(3);
    await first.commitAll();
    await first.subscription.stop();
    await bus.publish(numbered(topic, 3, 6));
    const second = await Listener.join(bus, [topic], { group });
    expect(await second.hears(3)).toEqual(numbers(3, 6));
  });

  it('drops commits of an older generation, and of partitions that are not owned', async () => {
    const topic = await subject().topic(2);
    const bus = await subject().bus();
    const group = fresh('group');
    await bus.publish([...numbered(topic, 0, 4, 0), ...numbered(topic, 0, 4, 1)]);
    const first = await Listener.join(bus, [topic], { group });
    await first.hears(8);
    const before = first.generation;
    const second = await Listener.join(await subject().bus(), [topic], { group });
    await first.until(() => first.generation > before && first.partitions.length === 1);
    await second.until(() => second.partitions.length === 1);

    const [mine] = first.partitions;
    const other = second.partitions[0]!;
    await first.subscription.commit(before, [{ ...mine!, offset: 4 }]);
    await first.subscription.commit(first.generation, [{ ...other, offset: 4 }]);
    await Promise.all([first.subscription.stop(), second.subscription.stop()]);

    const third = await Listener.join(bus, [topic], { group });
    await third.hears(8);
    expect(third.heard.filter(({ offset }) => offset === 0)).toHaveLength(2);
  });

  it('keeps groups apart', async () => {
    const topic = await subject().topic(2);
    const bus = await subject().bus();
    const listeners = await Promise.all([1, 2, 3].map(() => Listener.join(bus, [topic])));
    await bus.publish([record(topic, 'a', 0), record(topic, 'b', 1)]);
    for (const listener of listeners) expect([...(await listener.hears(2))].sort()).toEqual(['a', 'b']);
  });
}
