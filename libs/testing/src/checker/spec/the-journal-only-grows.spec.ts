import { describe, expect, it } from '@jest/globals';
import { theJournalOnlyGrows } from '../invariants/the-journal-only-grows.js';
import { closed, completed, scheduled, started } from './events.for-spec.js';
import { told } from './invariant.for-spec.js';
import { WrittenJournal } from './written-journal.for-spec.js';

const { turns } = new WrittenJournal().turn(started(), scheduled('pay')).turn(completed('pay')).turn(closed());
const tell = (now: typeof turns, ...earlier: (typeof turns)[]) =>
  told(theJournalOnlyGrows, { journal: { turns: now, earlier, projections: [] } });

describe('I-03 the journal only grows', () => {
  it('lets pass prefixes, read anew or not', () => {
    expect(tell(turns, [], turns.slice(0, 1), structuredClone(turns.slice(0, 2)))).toEqual([]);
  });

  it('catches a gap', () => {
    expect(tell([turns[0]!, turns[2]!])).toEqual(['seq 1 is missing']);
  });

  it('catches a twin', () => {
    expect(tell([turns[0]!, turns[1]!, turns[1]!])).toEqual(['seq 1 is there twice']);
  });

  it('catches a history that does not begin at 0', () => {
    expect(tell(turns.slice(1))).toEqual(['seq 0 is missing']);
  });

  it('catches a turn that is gone', () => {
    expect(tell(turns.slice(0, 1), turns.slice(0, 2))).toEqual(['a turn that was there is gone']);
    expect(tell([], turns.slice(0, 2))).toEqual(['a turn that was there is gone']);
  });

  it('catches a turn that was changed, also back again', () => {
    const changed = [turns[0]!, { ...turns[1]!, version: 2 }];
    expect(tell(turns, changed)).toEqual(['a turn is not what it was']);
    expect(tell(turns, turns.slice(0, 2), changed)).toHaveLength(2);
  });
});
