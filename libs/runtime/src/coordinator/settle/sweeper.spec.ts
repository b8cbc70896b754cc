import { describe, expect, it } from '@jest/globals';
import type { Instances, Journal } from '@skald/ports';
import { aProjection, recordingLog, virtualClock } from '@skald/testing';
import { Mailboxes } from '../turns/mailboxes.js';
import { Sweeper } from './sweeper.js';

/** A store in which so many instances have expired, and how often it is asked. */
function storeWith(expired: number) {
  const clock = virtualClock();
  const asked = { expired: 0, find: 0, read: 0, removed: 0, largest: 0 };
  let left = expired;
  const first = (count: number) => Array.from({ length: Math.min(count, left) }, (_, n) => `default/w-${left - n}`);
  const instances = {
    expired: (_now: number, limit: number) => {
      asked.expired += 1;
      asked.largest = Math.max(asked.largest, limit);
      return Promise.resolve(first(limit));
    },
    find: (names: readonly string[]) => {
      asked.find += 1;
      return Promise.resolve(names.map(() => aProjection({ status: 'completed', closedAt: 1 })));
    },
    remove: (names: readonly string[]) => {
      asked.removed += names.length;
      left -= names.length;
      return Promise.resolve();
    },
  } as unknown as Instances;
  const journal = {
    read: (questions: readonly unknown[]) => {
      asked.read += 1;
      return Promise.resolve(questions.map(() => []));
    },
    remove: () => Promise.resolve(),
  } as unknown as Journal;
  const mailboxes = new Mailboxes(
    () => Promise.resolve(),
    () => undefined,
  );
  const sweeper = new Sweeper({
    ...{ journal, instances, clock, log: recordingLog(), mailboxes },
    owns: () => true,
    swept: () => undefined,
    wake: () => undefined,
  });
  return { clock, asked, sweeper };
}

describe('the sweeper of closed instances', () => {
  it.each([10_000, 200_000])(
    'Q4 asks the same of the store for each five hundred of %i that expired',
    async (count) => {
      const { clock, asked, sweeper } = storeWith(count);
      sweeper.start();
      await clock.advance(10 * 60_000);
      const pages = count / 500;
      expect(asked).toEqual({ expired: pages + 1, find: pages, read: 2 * pages, removed: count, largest: 500 });

      // Nothing is left: a look costs one question.
      await clock.advance(10 * 60_000);
      expect(asked.expired).toBe(pages + 2);
      expect(asked.find).toBe(pages);
      sweeper.close();
    },
  );
});
