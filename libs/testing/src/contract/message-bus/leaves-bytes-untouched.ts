import type { OutgoingRecord } from '@skald/ports';
import { Listener, text } from './listener.js';
import type { Subject } from './message-bus-under-test.js';

export function leavesBytesUntouched(subject: Subject): void {
  async function through(record: Omit<OutgoingRecord, 'topic'>) {
    const topic = await subject().topic(1);
    const bus = await subject().bus();
    expect(await bus.publish([{ topic, ...record }])).toEqual([{ kind: 'published' }]);
    const listener = await Listener.join(bus, [topic]);
    await listener.hears(1);
    return listener.heard[0]!;
  }

  it('brings every byte of value and headers', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
    const { value, headers } = await through({
      key: 'k',
      value: bytes,
      headers: { raw: bytes, text: 'grün', none: '' },
    });
    expect(Buffer.from(value!)).toEqual(Buffer.from(bytes));
    expect(Buffer.from(headers['raw']!)).toEqual(Buffer.from(bytes));
    expect(text(headers['text']!)).toBe('grün');
    expect(headers['none']).toHaveLength(0);
    expect(Object.keys(headers).sort()).toEqual(['none', 'raw', 'text']);
  });

  it('brings text beyond the basic plane', async () => {
    const { key, value } = await through({ key: 'schlüssel-🗝', value: '{"a":"𝒳 \u0000 ß"}' });
    expect(text(key)).toBe('schlüssel-🗝');
    expect(text(value)).toBe('{"a":"𝒳 \u0000 ß"}');
  });

  it('tells nothing from empty', async () => {
    const absent = await through({ key: null, value: null });
    expect([absent.key, absent.value, absent.headers]).toEqual([null, null, {}]);
    const empty = await through({ key: '', value: '' });
    expect([empty.key?.length, empty.value?.length]).toEqual([0, 0]);
  });

  it('is not changed by what the publisher does with its buffer afterwards', async () => {
    const topic = await subject().topic(1);
    const bus = await subject().bus();
    const value = Uint8Array.of(1, 2, 3);
    await bus.publish([{ topic, key: null, value }]);
    value.fill(9);
    const listener = await Listener.join(bus, [topic]);
    await listener.hears(1);
    expect([...listener.heard[0]!.value!]).toEqual([1, 2, 3]);
  });

  it('says when a record was published', async () => {
    const { now = Date.now } = subject();
    const before = now();
    const { timestamp } = await through({ key: null, value: 'now' });
    expect(timestamp).toBeGreaterThanOrEqual(before);
    expect(timestamp).toBeLessThanOrEqual(now());
  });
}
