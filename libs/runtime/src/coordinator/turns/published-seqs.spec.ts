import { describe, expect, it } from '@jest/globals';
import { PublishedSeqs } from './published-seqs.js';

describe('how far the messages of an instance are out', () => {
  it('does not go past a turn of which something was refused, until that one is out', () => {
    const published = new PublishedSeqs();
    published.set('a', 3);
    published.stopAt('a', 4);
    published.set('a', 5);
    expect(published.get('a')).toBe(3);
    published.set('a', 4);
    published.set('a', 5);
    expect(published.get('a')).toBe(5);
  });

  it('is what the load says, not what is remembered of an earlier life', () => {
    const published = new PublishedSeqs();
    published.set('a', 17);
    published.beginAt('a', 2);
    expect(published.get('a')).toBe(2);
    published.beginAt('a', -1);
    expect(published.has('a')).toBe(false);
  });
});
