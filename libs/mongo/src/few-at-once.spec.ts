import { describe, expect, it } from '@jest/globals';
import type { InstanceProjection } from '@skald/ports';
import { fewAtOnce } from './few-at-once.js';

const projections = (...seqs: number[]) => seqs.map((seq) => ({ seq }) as InstanceProjection);
const seqsOf = (saved: readonly InstanceProjection[]) => saved.map(({ seq }) => seq);

describe('few at once', () => {
  it('saves in small commands, one after the other, in the order asked for', async () => {
    const commands: number[][] = [];
    let underWay = 0;
    const save = fewAtOnce(async (some) => {
      expect(++underWay).toBe(1);
      commands.push(seqsOf(some));
      await Promise.resolve();
      underWay--;
    }, 2);

    await Promise.all([save(projections(1, 2, 3)), save(projections(4)), save(projections())]);

    expect(commands).toEqual([[1, 2], [3], [4]]);
  });

  it('tells a failure to the one it concerns, and goes on', async () => {
    const save = fewAtOnce(async (some) => {
      if (some[0]!.seq === 1) throw new Error('no');
    }, 2);
    const [first, second] = await Promise.allSettled([save(projections(1)), save(projections(2))]);
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
  });
});
