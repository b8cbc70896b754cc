import { describe, expect, it } from '@jest/globals';

import { seededIds } from './seeded-ids.js';

describe('seeded ids', () => {
  it('are the same for the same seed and differ between seeds', () => {
    const draw = (seed: number) => {
      const ids = seededIds(seed);
      return [ids.uuid(), ids.uuid(), ids.random(), ids.random()];
    };
    expect(draw(7)).toEqual(draw(7));
    expect(new Set([...draw(7), ...draw(8)]).size).toBe(8);
  });

  it('draw from 0 up to 1', () => {
    const ids = seededIds();
    const drawn = Array.from({ length: 1_000 }, () => ids.random());
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    expect(drawn.reduce((sum, value) => sum + value) / 1_000).toBeCloseTo(0.5, 1);
  });
});
