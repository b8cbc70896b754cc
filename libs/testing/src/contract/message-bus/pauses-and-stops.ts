import { Listener, numbered, numbers, record } from './listener.js';
import { fresh, type Subject } from './message-bus-under-test.js';

export function pausesAndStops(subject: Subject): void {
  it('holds a paused partition back, and goes on without loss', async () => {
    const topic = await subject().topic(2);
    const bus = await subject().bus();
    const listener = await Listener.join(bus, [topic]);
    await listener.until(() => listener.partitions.length === 2);
    const paused = [{ topic, partition: 0 }];
    const of = (partition: number) => listener.texts.filter((_, n) => listener.heard[n]!.partition === partition);
    await bus.publish(numbered(topic, 0, 5, 0));
    await listener.hears(5);

    listener.subscription.pause(paused);
    await bus.publish(numbered(topic, 5, 20, 0));
    for (const round of [0, 1, 2]) {
      await bus.publish([record(topic, `${round}`, 1)]);
      await listener.until(() => of(1).length === round + 1);
    }
    expect(of(0)).toEqual(numbers(0, 5));

    listener.subscription.resume(paused);
    await listener.until(() => of(0).length >= 20);
    expect(of(0)).toEqual(numbers(0, 20));
  });

  it('hands nothing over after a pause in the middle of handing over', async () => {
    const topic = await subject().topic(1);
    const bus = await subject().bus();
    await bus.publish(numbered(topic, 0, 3_000));
    const listener = new Listener();
    let batches = 0;
    listener.onRecords = () => {
      batches++;
      listener.subscription.pause([{ topic, partition: 0 }]);
    };
    await listener.subscribe(bus, { group: fresh('group'), topics: [topic] });
    while (listener.heard.length < 3_000) {
      const before = batches;
      await listener.until(() => batches > before);
      expect(batches).toBe(before + 1);
      listener.subscription.resume([{ topic, partition: 0 }]);
    }
    expect(listener.texts).toEqual(numbers(0, 3_000));
  });

  it('resumes everything with a new assignment', async () => {
    const topic = await subject().topic(2);
    const bus = await subject().bus();
    const group = fresh('group');
    const first = await Listener.join(bus, [topic], { group });
    await first.until(() => first.partitions.length === 2);
    first.subscription.pause(first.partitions);
    const second = await Listener.join(await subject().bus(), [topic], { group });
    await first.until(() => first.partitions.length === 1);
    await second.until(() => second.partitions.length === 1);
    await bus.publish([record(topic, 'a', 0), record(topic, 'b', 1)]);
    await Promise.all([first.hears(1), second.hears(1)]);
  });

  it('hands nothing over after it was stopped, and gives its partitions away', async () => {
    const topic = await subject().topic(2);
    const bus = await subject().bus();
    const group = fresh('group');
    const first = await Listener.join(bus, [topic], { group });
    await bus.publish(numbered(topic, 0, 3));
    await first.hears(3);
    await first.subscription.stop();
    const told = [first.heard.length, first.assignments.length];
    const second = await Listener.join(await subject().bus(), [topic], { group });
    await second.until(() => second.partitions.length === 2);
    await bus.publish([record(topic, 'later', 1)]);
    await second.until(() => second.texts.includes('later'));
    expect([first.heard.length, first.assignments.length, first.crashes.length]).toEqual([...told, 0]);
    await first.subscription.stop();
  });

  it('goes on after a handler that threw', async () => {
    const topic = await subject().topic(1);
    const bus = await subject().bus();
    const listener = new Listener();
    listener.onRecords = () => {
      throw new Error('a fault of the subscriber');
    };
    await listener.subscribe(bus, { group: fresh('group'), topics: [topic] });
    await bus.publish([record(topic, '0')]);
    await untilHeard(listener, 1);
    await bus.publish([record(topic, '1')]);
    await untilHeard(listener, 2);
    expect(listener.texts).toEqual(['0', '1']);
    expect(listener.crashes).toEqual([]);
  });
}

/** The listener that throws wakes nobody, so it is asked at each turn of the loop. */
async function untilHeard(listener: Listener, count: number): Promise<void> {
  while (listener.heard.length < count) await new Promise<void>((resolve) => setImmediate(resolve));
}
