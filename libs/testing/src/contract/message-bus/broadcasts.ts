import { Listener, numbered, numbers } from './listener.js';
import { fresh, type Subject } from './message-bus-under-test.js';

export function broadcasts(subject: Subject): void {
  it('gives every member everything that comes from now on, and nothing from before', async () => {
    const topic = await subject().topic(3);
    const bus = await subject().bus();
    const publish = (from: number, to: number) =>
      bus.publish([0, 1, 2].flatMap((partition) => numbered(topic, from, to, partition)));
    await publish(0, 5);
    const group = fresh('replies');
    const first = await Listener.join(bus, [topic], { group, broadcast: true });
    await publish(5, 10);
    const second = await Listener.join(await subject().bus(), [topic], { group, broadcast: true });
    await publish(10, 15);

    const of = (listener: Listener, partition: number) =>
      listener.texts.filter((_, n) => listener.heard[n]!.partition === partition);
    await first.hears(30);
    await second.hears(15);
    for (const partition of [0, 1, 2]) {
      expect(of(first, partition)).toEqual(numbers(5, 15));
      expect(of(second, partition)).toEqual(numbers(10, 15));
    }
  });

  it('commits nothing', async () => {
    const topic = await subject().topic(1);
    const bus = await subject().bus();
    const group = fresh('replies');
    const first = await Listener.join(bus, [topic], { group, broadcast: true });
    await bus.publish(numbered(topic, 0, 3));
    await first.hears(3);
    await first.commitAll();
    await first.subscription.stop();
    const member = await Listener.join(bus, [topic], { group });
    expect(await member.hears(3)).toEqual(numbers(0, 3));
  });

  it('is unavailable while a topic does not exist: there is no now to begin at', async () => {
    const bus = await subject().bus();
    const joining = Listener.join(bus, [fresh('nowhere')], { broadcast: true });
    await expect(joining).rejects.toMatchObject({ code: 'BUS_UNAVAILABLE' });
  });
}
