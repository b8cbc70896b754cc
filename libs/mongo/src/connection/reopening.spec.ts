import { describe, expect, it } from '@jest/globals';
import { aProjection, recordingLog, virtualClock } from '@skald/testing';
import mongoose from 'mongoose';
import { fewAtOnce } from '../few-at-once.js';
import { inTime } from './in-time.js';
import { Reopening } from './reopening.js';

const { MongoNetworkError, MongoServerError } = mongoose.mongo;

/** As a collection of the driver. */
interface Collection {
  ask(): Promise<string>;
}

function given(first: Collection) {
  const clock = virtualClock();
  let opened = 0;
  let present = first;
  const reopening = new Reopening(clock, recordingLog(), async () => {
    opened++;
    present = { ask: async () => 'anew' };
  });
  const store = inTime(() => present, reopening.watch);
  const asked = async (): Promise<string> => {
    const answer = store.ask().catch((error: Error) => error.name);
    await clock.advance(30_000);
    return answer;
  };
  return { clock, store, asked, opened: () => opened };
}

const never = (): Promise<never> => new Promise(() => undefined);
const away = (): Promise<never> => Promise.reject(new MongoNetworkError('away'));

describe('what is asked of the driver', () => {
  it('answers as it does, and leaves no timer behind', async () => {
    const { asked, clock, opened } = given({ ask: async () => 'well' });
    expect(await asked()).toBe('well');
    expect([clock.timers, opened()]).toEqual([0, 0]);
  });

  it('ends also where a cursor is asked', async () => {
    const clock = virtualClock();
    const reopening = new Reopening(clock, recordingLog(), async () => undefined);
    const cursor = { sort: () => cursor, toArray: never };
    const collection = inTime(() => ({ name: 'turns', find: () => cursor }), reopening.watch);
    const answer = collection
      .find()
      .sort()
      .toArray()
      .catch((error: Error) => error.name);
    await clock.advance(30_000);
    expect([await answer, collection.name]).toEqual(['StoreUnavailable', 'turns']);
  });

  it('holds up nobody behind it when it never ends', async () => {
    const clock = virtualClock();
    const reopening = new Reopening(clock, recordingLog(), async () => undefined);
    const saves = [never, async () => undefined];
    const collection = inTime(() => ({ save: () => saves.shift()!() }), reopening.watch);
    const save = fewAtOnce(() => collection.save(), 16);
    const first = save([aProjection({})]).catch((error: Error) => error.name);
    const second = save([aProjection({})]);
    await clock.advance(30_000);
    expect(await first).toBe('StoreUnavailable');
    await second;
  });

  it('is unavailable when no answer comes, and is opened anew when that lasts', async () => {
    const { asked, opened } = given({ ask: never });
    expect([await asked(), opened()]).toEqual(['StoreUnavailable', 0]);
    expect([await asked(), opened()]).toEqual(['StoreUnavailable', 1]);
    expect(await asked()).toBe('anew');
  });

  it('is left as it is while one call or another goes well, or is refused', async () => {
    const refused = () => Promise.reject(new MongoServerError({ message: 'no' }));
    const answers = [away, async () => 'well', away, refused, away];
    const { asked, opened } = given({ ask: () => answers.shift()!() });
    for (const expected of [
      'MongoNetworkError',
      'well',
      'MongoNetworkError',
      'MongoServerError',
      'MongoNetworkError',
    ]) {
      expect(await asked()).toBe(expected);
    }
    expect(opened()).toBe(0);
  });

  it('is opened once at a time', async () => {
    const { asked, opened } = given({ ask: away });
    await asked();
    await asked();
    await asked();
    expect(opened()).toBe(1);
  });
});
