import { describe, expect, it } from '@jest/globals';
import type { FetchedBatch } from '../driver/driver.js';
import { Positions } from './positions.js';

const p0 = { topic: 't', partition: 0 };
const p1 = { topic: 't', partition: 1 };

function batch(...offsets: readonly number[]): FetchedBatch {
  return { ...p0, records: offsets.map((offset) => ({ offset, timestamp: 0, key: null, value: null, headers: {} })) };
}

function offsets(positions: Positions, ...given: readonly number[]): readonly number[] | string {
  const continuation = positions.accept(batch(...given));
  return continuation.kind === 'next' ? continuation.records.map(({ offset }) => offset) : continuation.kind;
}

describe('positions', () => {
  it('begin wherever the first batch does', () => {
    const positions = new Positions();
    expect(positions.assign([p0])).toEqual([]);
    expect(offsets(positions, 41, 42)).toEqual([41, 42]);
    expect(offsets(positions, 43)).toEqual([43]);
  });

  it('let offsets be skipped, by compaction or transactions', () => {
    const positions = new Positions();
    positions.assign([p0]);
    expect(offsets(positions, 3, 7)).toEqual([3, 7]);
    expect(offsets(positions, 90)).toEqual([90]);
  });

  it('hand nothing over twice', () => {
    const positions = new Positions();
    positions.assign([p0]);
    offsets(positions, 0, 1, 2);
    expect(offsets(positions, 1, 2, 3, 4)).toEqual([3, 4]);
  });

  it('see that a log went back', () => {
    const positions = new Positions();
    positions.assign([p0]);
    offsets(positions, 10, 11);
    expect(offsets(positions, 0, 1)).toBe('went-back');
    positions.forget(p0);
    positions.assign([p0]);
    expect(offsets(positions, 0, 1)).toEqual([0, 1]);
  });

  it('ignore partitions of others', () => {
    const positions = new Positions();
    positions.assign([p1]);
    expect(offsets(positions, 0)).toBe('not-ours');
  });

  it('go on in partitions that are kept, and forget those that are not', () => {
    const positions = new Positions();
    positions.assign([p0, p1]);
    offsets(positions, 0, 1, 2);
    expect(positions.assign([p0, p1])).toEqual([{ ...p0, offset: 3 }]);
    expect(positions.assign([p1])).toEqual([]);
    expect(positions.assign([p0, p1])).toEqual([]);
  });
});
