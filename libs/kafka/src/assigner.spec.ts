import { describe, expect, it } from '@jest/globals';
import type { TopicPartition } from '@skald/ports';
import fc from 'fast-check';
import { assignPartitions, type AssignableMember } from './assigner.js';

type Assignment = ReadonlyMap<string, readonly TopicPartition[]>;

const inbound = new Map([
  ['results', 8],
  ['requests', 8],
]);

function member(memberId: string, more: Partial<AssignableMember> = {}): AssignableMember {
  return { memberId, topics: ['requests', 'results'], owned: [], generation: -1, ...more };
}

function assign(members: readonly AssignableMember[], partitionCounts = inbound, coAssigned = true): Assignment {
  return assignPartitions({ members, partitionCounts, coAssigned });
}

/** The next generation: these members claim what they had. */
function after(before: Assignment, memberIds: readonly string[], generation = 1): Assignment {
  return assign(memberIds.map((memberId) => member(memberId, { owned: before.get(memberId) ?? [], generation })));
}

function names(partitions: readonly TopicPartition[] = []): readonly string[] {
  return partitions.map(({ topic, partition }) => `${topic}/${partition}`).sort();
}

function moved(before: Assignment, now: Assignment): number {
  const had = new Map(
    [...before].flatMap(([memberId, partitions]) => names(partitions).map((name) => [name, memberId])),
  );
  return [...now].flatMap(([memberId, partitions]) => names(partitions).filter((name) => had.get(name) !== memberId))
    .length;
}

describe('the assigner', () => {
  it('keeps partition n of both inbound topics with one member', () => {
    for (const partitions of assign([member('a'), member('b'), member('c')]).values()) {
      const of = (topic: string) => partitions.filter((one) => one.topic === topic).map(({ partition }) => partition);
      expect(of('requests')).toEqual(of('results'));
    }
  });

  it('moves only what a newcomer needs', () => {
    const alone = assign([member('a')]);
    const two = after(alone, ['a', 'b']);
    expect(moved(alone, two)).toBe(8);
    const three = after(two, ['a', 'b', 'c']);
    expect(moved(two, three)).toBe(4);
  });

  it('moves only what somebody left behind', () => {
    const three = assign([member('a'), member('b'), member('c')]);
    const two = after(three, ['a', 'c']);
    expect(moved(three, two)).toBe(three.get('b')!.length);
  });

  it('moves nothing when nothing changed', () => {
    const three = assign([member('a'), member('b'), member('c')]);
    expect(after(three, ['c', 'a', 'b'])).toEqual(three);
  });

  it('believes the newer of two claims', () => {
    const everything = assign([member('x')]).get('x')!;
    const stale = member('a', { owned: everything, generation: 3 });
    const fresh = member('b', { owned: everything.filter(({ partition }) => partition < 4), generation: 9 });
    const now = assign([stale, fresh]);
    expect(names(now.get('b'))).toEqual(names(fresh.owned));
  });

  it('gives a topic only to those who subscribed to it', () => {
    const counts = new Map([
      ['payments', 4],
      ['mail', 4],
    ]);
    const both = member('both', { topics: ['payments', 'mail'] });
    const one = member('one', { topics: ['mail'] });
    const now = assign([both, one], counts, false);
    expect(now.get('one')!.every(({ topic }) => topic === 'mail')).toBe(true);
    expect(now.get('one')).toHaveLength(2);
    expect(now.get('both')).toHaveLength(6);
  });

  it('leaves members without partitions when there are too few', () => {
    const now = assign([member('a'), member('b')], new Map([['requests', 1]]));
    expect([...now.values()].map(({ length }) => length).sort()).toEqual([0, 1]);
  });

  it('shares every partition exactly once, evenly, whatever members claim', () => {
    const claim = fc.record({ topic: fc.constantFrom('requests', 'results', 'gone'), partition: fc.nat(9) });
    const anyMember = fc.record({ owned: fc.array(claim), generation: fc.integer({ min: -1, max: 5 }) });
    fc.assert(
      fc.property(fc.array(anyMember, { minLength: 1, maxLength: 6 }), fc.boolean(), (claims, coAssigned) => {
        const members = claims.map((one, n) => member(`m${n}`, one));
        const now = assign(members, inbound, coAssigned);
        const all = [...now.values()].flatMap((partitions) => names(partitions));
        expect(new Set(all).size).toBe(16);
        expect(all).toHaveLength(16);
        const loads = [...now.values()].map(({ length }) => length);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(coAssigned ? 2 : 1);
        expect(assign([...members].reverse(), new Map([...inbound].reverse()), coAssigned)).toEqual(now);
      }),
    );
  });
});
