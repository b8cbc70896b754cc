import { Listener, numbered, shareExactly, untilAll } from './listener.js';
import { fresh, type Subject } from './message-bus-under-test.js';

export function sharesPartitions(subject: Subject): void {
  it('keeps partition n of all topics together, each owned once, while members come and go: 1, 2, 3, 1', async () => {
    const topics = [await subject().topic(8), await subject().topic(8)];
    const group = fresh('group');
    const members: Listener[] = [];
    const settled = async () => {
      const isShared = () => shareExactly(members, 16) && members.every(({ partitions }) => partitions.length > 0);
      await untilAll(members, isShared);
      for (const { partitions } of members) {
        const of = (topic: string) =>
          partitions
            .filter((one) => one.topic === topic)
            .map(({ partition }) => partition)
            .sort((a, b) => a - b);
        expect(of(topics[0]!)).toEqual(of(topics[1]!));
      }
      const loads = members.map(({ partitions }) => partitions.length);
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(2);
    };

    for (let count = 1; count <= 3; count++) {
      members.push(await Listener.join(await subject().bus(), topics, { group, coAssigned: true }));
      await settled();
    }
    await Promise.all(members.splice(1).map(({ subscription }) => subscription.stop()));
    await settled();
  });

  it('moves little when a member joins', async () => {
    const topics = [await subject().topic(12)];
    const group = fresh('group');
    const members = [await Listener.join(await subject().bus(), topics, { group })];
    await members[0]!.until(() => members[0]!.partitions.length === 12);
    members.push(await Listener.join(await subject().bus(), topics, { group }));
    await untilAll(
      members,
      () => shareExactly(members, 12) && members.every(({ partitions }) => partitions.length === 6),
    );
    const before = members.map(({ partitions }) => new Set(partitions.map(({ partition }) => partition)));
    members.push(await Listener.join(await subject().bus(), topics, { group }));
    await untilAll(
      members,
      () => shareExactly(members, 12) && members.every(({ partitions }) => partitions.length === 4),
    );
    for (const [n, had] of before.entries()) {
      for (const { partition } of members[n]!.partitions) expect(had.has(partition)).toBe(true);
    }
  });

  it('goes on at the next record in partitions that are kept: no gap, no repeat', async () => {
    const topic = await subject().topic(4);
    const bus = await subject().bus();
    const group = fresh('group');
    const first = await Listener.join(bus, [topic], { group });
    await first.until(() => first.partitions.length === 4);
    const publish = (from: number, to: number) =>
      bus.publish([0, 1, 2, 3].flatMap((partition) => numbered(topic, from, to, partition)));

    await publish(0, 50);
    await first.hears(200);
    const second = await Listener.join(await subject().bus(), [topic], { group });
    await untilAll([first, second], () => shareExactly([first, second], 4) && first.partitions.length === 2);
    const kept = first.partitions.map(({ partition }) => partition);
    await second.hears(100); // by now everybody reads in the new assignment
    await publish(50, 100);
    await first.hears(300);

    for (const partition of kept) {
      const offsets = first.heard.filter((one) => one.partition === partition).map(({ offset }) => offset);
      expect(offsets).toEqual(Array.from({ length: 100 }, (_, n) => n));
    }
    // What moved was not committed, so the new owner begins at the beginning.
    await second.hears(200);
    for (const { partition } of second.partitions) {
      const offsets = second.heard.filter((one) => one.partition === partition).map(({ offset }) => offset);
      expect(offsets).toEqual(Array.from({ length: 100 }, (_, n) => n));
    }
  });

  it('L9 loses and repeats nothing committed while members come and go under load', async () => {
    const topic = await subject().topic(4);
    const publisher = await subject().bus();
    const group = fresh('group');
    const members = [await Listener.join(await subject().bus(), [topic], { group })];
    const publishing = (async () => {
      for (let from = 0; from < 1_000; from += 50) {
        await publisher.publish([0, 1, 2, 3].flatMap((partition) => numbered(topic, from, from + 50, partition)));
      }
    })();
    members.push(await Listener.join(await subject().bus(), [topic], { group }));
    await untilAll(members, () => members.every(({ heard }) => heard.length > 0));
    await members[0]!.subscription.stop();
    members.push(await Listener.join(await subject().bus(), [topic], { group }));
    await publishing;
    const isComplete = () => {
      const seen = new Set(
        members.flatMap(({ heard }) => heard.map(({ partition, offset }) => `${partition}@${offset}`)),
      );
      return seen.size === 4_000;
    };
    await untilAll(members, isComplete);
  });
}
