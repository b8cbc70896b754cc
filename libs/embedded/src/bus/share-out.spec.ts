import { describe, expect, it } from '@jest/globals';
import type { TopicPartition } from '@skald/ports';
import fc from 'fast-check';
import { shareOut, type Sharer } from './share-out.js';

function sharer(topics: readonly string[], owned: readonly TopicPartition[] = []): Sharer {
  const names = new Set(owned.map(({ topic, partition }) => `${topic}/${partition}`));
  return { topics, owns: ({ topic, partition }) => names.has(`${topic}/${partition}`) };
}

const counts = new Map([
  ['requests', 8],
  ['results', 8],
]);
const both = ['requests', 'results'];

describe('sharing partitions out', () => {
  it('shares every partition once, evenly, together where wanted, whatever was owned', () => {
    const claim = fc.record({ topic: fc.constantFrom(...both), partition: fc.nat(7) });
    fc.assert(
      fc.property(fc.array(fc.array(claim), { minLength: 1, maxLength: 5 }), fc.boolean(), (claims, coAssigned) => {
        const members = claims.map((owned) => sharer(both, owned));
        const shares = shareOut(members, counts, coAssigned);
        const all = [...shares.values()].flat().map(({ topic, partition }) => `${topic}/${partition}`);
        expect(all).toHaveLength(16);
        expect(new Set(all).size).toBe(16);
        const loads = [...shares.values()].map(({ length }) => length);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(coAssigned ? 2 : 1);
        if (!coAssigned) return;
        for (const mine of shares.values()) {
          const of = (name: string) => mine.filter(({ topic }) => topic === name).map(({ partition }) => partition);
          expect(of('requests').sort()).toEqual(of('results').sort());
        }
      }),
    );
  });

  it('lets everybody keep what they have, up to a fair share', () => {
    const all = shareOut([sharer(both)], counts, true)
      .values()
      .next().value!;
    const veteran = sharer(both, all);
    const shares = shareOut([sharer(both), veteran], counts, true);
    const kept = shares.get(veteran)!;
    expect(kept).toHaveLength(8);
    expect(kept).toEqual(all.filter(({ partition }) => partition < 4));
  });

  it('gives a topic only to those who subscribed to it', () => {
    const one = sharer(['requests']);
    const two = sharer(['results']);
    const shares = shareOut([one, two], counts, true);
    expect(shares.get(one)!.every(({ topic }) => topic === 'requests')).toBe(true);
    expect(shares.get(two)).toHaveLength(8);
  });

  it('shares nothing out among nobody', () => {
    expect(shareOut([], counts, true).size).toBe(0);
  });
});
