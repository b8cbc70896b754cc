import { describe, expect, it } from '@jest/globals';
import { UndoLine } from './undo-line.js';

describe('the line of undos', () => {
  it('is newest first, however it was made', () => {
    const line = new UndoLine();
    for (const order of [3, 5, 1, 4, 2, 0]) line.add(`k${order}`, order);
    const seen: (string | undefined)[] = [];
    for (let order = 5; order >= 0; order -= 1) {
      seen.push(line.first);
      line.delete(`k${order}`, order);
    }
    expect(seen).toEqual(['k5', 'k4', 'k3', 'k2', 'k1', 'k0']);
    expect([line.first, line.size]).toEqual([undefined, 0]);
  });

  it('has each once, and lets go from its middle', () => {
    const line = new UndoLine();
    for (const order of [2, 1, 0, 1]) line.add(`k${order}`, order);
    expect(line.size).toBe(3);
    line.delete('k1', 1);
    line.delete('k1', 1);
    line.delete('nobody', 1);
    expect([line.first, line.size]).toEqual(['k2', 2]);
    line.delete('k2', 2);
    expect(line.first).toBe('k0');
  });
});
