import { describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { murmur2, partitionOfKey } from '@skald/contracts';

describe('murmur2', () => {
  // From the tests of Kafka's Java client.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('hashes %s as Java does', (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  it('chooses the partition that kafkajs chooses, for keys of every length', () => {
    const choose = kafkajs.Partitioners.DefaultPartitioner();
    const partitionMetadata = Array.from({ length: 64 }, (_, partitionId) => ({
      partitionId,
      partitionErrorCode: 0,
      leader: 1,
      replicas: [1],
      isr: [1],
    }));
    for (let length = 0; length < 300; length++) {
      const key = Buffer.from(Array.from({ length }, (_, n) => (n * 7919 + length * 104729) & 0xff));
      expect(partitionOfKey(key, 64)).toBe(choose({ topic: 't', partitionMetadata, message: { key, value: null } }));
    }
  });
});
