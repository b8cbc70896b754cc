import type { OutgoingRecord } from '@skald/ports';
import { Listener, numbered, numbers, record } from './listener.js';
import { fresh, type Subject } from './message-bus-under-test.js';

const published = { kind: 'published' };
const refused = () => ({ kind: 'refused', reason: expect.stringMatching(/./) as unknown });

export function tellsTheOutcomeOfEachRecord(subject: Subject): void {
  it('publishes nothing when nothing is given', async () => {
    const bus = await subject().bus();
    expect(await bus.publish([])).toEqual([]);
  });

  it('refuses a record that is too large by itself, and takes the others of the call', async () => {
    const topic = await subject().topic(2);
    const bus = await subject().bus();
    const large = 'x'.repeat(2 * 1024 * 1024);
    const call: readonly OutgoingRecord[] = [
      record(topic, '0', 0),
      record(topic, large, 0),
      record(topic, '1', 0),
      record(topic, large, 1),
      record(topic, '2', 1),
    ];
    expect(await bus.publish(call)).toEqual([published, refused(), published, refused(), published]);
    const listener = await Listener.join(bus, [topic]);
    await listener.hears(3);
    expect(listener.texts.filter((_, n) => listener.heard[n]!.partition === 0)).toEqual(['0', '1']);
    expect(listener.texts.filter((_, n) => listener.heard[n]!.partition === 1)).toEqual(['2']);
  });

  it('takes more at once than the broker takes in one piece', async () => {
    const topic = await subject().topic(1);
    const bus = await subject().bus();
    const body = 'x'.repeat(400_000);
    const outcomes = await bus.publish(numbers(0, 8).map((n) => record(topic, `${n} ${body}`)));
    expect(outcomes).toEqual(Array.from({ length: 8 }, () => published));
    const listener = await Listener.join(bus, [topic]);
    const heard = await listener.hears(8);
    expect(heard.map((value) => value.split(' ')[0])).toEqual(numbers(0, 8));
  });

  it('refuses records of a topic that does not exist, and takes the others of the call', async () => {
    const topic = await subject().topic(1);
    const bus = await subject().bus();
    const nowhere = fresh('nowhere');
    const outcomes = await bus.publish([record(topic, '0'), record(nowhere, 'lost'), record(topic, '1')]);
    expect(outcomes).toEqual([published, refused(), published]);
    expect(await bus.partitionCounts([nowhere])).toEqual([0]);
    const listener = await Listener.join(bus, [topic]);
    expect(await listener.hears(2)).toEqual(['0', '1']);
  });

  it('refuses a partition that does not exist', async () => {
    const topic = await subject().topic(2);
    const bus = await subject().bus();
    const outcomes = await bus.publish([record(topic, 'lost', 2), ...numbered(topic, 0, 1, 1)]);
    expect(outcomes).toEqual([refused(), published]);
  });
}
