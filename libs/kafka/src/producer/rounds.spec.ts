import { describe, expect, it } from '@jest/globals';
import { encoded, type EncodedRecord } from './encoded-record.js';
import { rounds, type BatchLimits } from './rounds.js';

const limits: BatchLimits = { bytesPerPartition: 1_000, bytesPerRequest: 2_500, recordsPerPartition: 10 };

function record(partition: number, value: string): EncodedRecord {
  return encoded(
    { topic: 't', key: null, value },
    () => partition,
    () => undefined,
  );
}

function shape(records: readonly EncodedRecord[], given = limits): readonly unknown[] {
  return rounds(records, given).map((batches) =>
    batches.map(
      ({ partition, records }) =>
        `${partition}:${records.map(({ value }) => value?.[0] && value.toString()[0]).join('')}`,
    ),
  );
}

describe('rounds of requests', () => {
  it('send everything at once when it fits', () => {
    expect(shape([record(0, 'a'), record(1, 'b'), record(0, 'c')])).toEqual([['0:ac', '1:b']]);
  });

  it('give no partition more bytes at once than the broker takes, in order', () => {
    const records = ['a', 'b', 'c', 'd'].map((letter) => record(0, letter.repeat(400)));
    expect(shape([...records, record(1, 'e')])).toEqual([['0:ab', '1:e'], ['0:cd']]);
  });

  it('give no request more bytes than the limit', () => {
    const records = [0, 1, 2, 3].map((partition) => record(partition, 'x'.repeat(800)));
    expect(shape(records)).toEqual([['0:x', '1:x', '2:x'], ['3:x']]);
  });

  it('give no partition more records than the limit', () => {
    expect(shape(Array.from({ length: 25 }, () => record(0, 'a')))).toEqual([
      [`0:${'a'.repeat(10)}`],
      [`0:${'a'.repeat(10)}`],
      [`0:${'a'.repeat(5)}`],
    ]);
  });

  it('send what is perhaps too large alone, between what comes before and after it', () => {
    const records = [record(0, 'a'), record(1, 'b'), record(0, 'L'.repeat(2_000)), record(0, 'c'), record(1, 'd')];
    expect(shape(records)).toEqual([['0:a', '1:bd'], ['0:L'], ['0:c']]);
  });

  it('never reorder a partition and never lose a record', () => {
    const records = Array.from({ length: 200 }, (_, n) => record(n % 3, `${n}`.padEnd((n * 37) % 1_500, '.')));
    const sent = rounds(records, limits).flat();
    for (const partition of [0, 1, 2]) {
      const values = sent.filter((batch) => batch.partition === partition).flatMap((batch) => batch.records);
      expect(values).toEqual(records.filter(({ at }) => at.partition === partition));
    }
  });

  it('count bytes, not characters', () => {
    expect(record(0, 'ü'.repeat(10)).bytes).toBe(record(0, 'u'.repeat(20)).bytes);
    const plain = encoded(
      { topic: 't', key: 'k', value: null },
      () => 0,
      () => undefined,
    );
    const withHeader = encoded(
      { topic: 't', key: 'k', value: null, headers: { h: 'äö' } },
      () => 0,
      () => undefined,
    );
    expect(withHeader.bytes - plain.bytes).toBeGreaterThanOrEqual(5);
  });
});
