import { describe, expect, it } from '@jest/globals';
import { bugs } from './bugs.js';
import { caught } from './plant-all.js';

const often = bugs.filter(({ seldom }) => seldom !== true);

describe('a bug that is planted', () => {
  it.each(often.map((bug) => [bug.what, bug] as const))(
    'is caught: %s',
    async (_, bug) => {
      expect(await caught(bug, { from: 1, seeds: 100 })).toMatch(/^(I-[0-9]{2}|workload) /);
    },
    240_000,
  );
});
