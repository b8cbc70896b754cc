import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '@skald/ports';
import { recordingLog, virtualClock } from '@skald/testing';
import { inTime } from './in-time.js';
import { Reopening } from './reopening.js';

interface Store {
  ask(): Promise<string>;
}

function given(first: Store) {
  const clock = virtualClock();
  let opened = 0;
  let present = first;
  const reopening = new Reopening(clock, recordingLog(), async () => {
    opened++;
    present = { ask: async () => 'anew' };
  });
  const store = inTime(() => present, clock, reopening);
  const asked = async (): Promise<string> => {
    const answer = store.ask().catch((error: Error) => error.name);
    await clock.advance(30_000);
    return answer;
  };
  return { clock, store, asked, opened: () => opened };
}

const away = (): Promise<never> => Promise.reject(new StoreUnavailable('away'));

describe('a store of the driver', () => {
  it('answers as it does, and leaves no timer behind', async () => {
    const { asked, clock, opened } = given({ ask: async () => 'well' });
    expect(await asked()).toBe('well');
    expect([clock.timers, opened()]).toEqual([0, 0]);
  });

  it('may be what a promise resolves with', async () => {
    const { store } = given({ ask: async () => 'well' });
    await expect(Promise.resolve(store)).resolves.toBe(store);
  });

  it('is unavailable when no answer comes, and is opened anew when that lasts', async () => {
    const { asked, opened } = given({ ask: () => new Promise(() => undefined) });
    expect([await asked(), opened()]).toEqual(['StoreUnavailable', 0]);
    expect([await asked(), opened()]).toEqual(['StoreUnavailable', 1]);
    expect(await asked()).toBe('anew');
  });

  it('is left as it is while one call or another goes well, or is refused', async () => {
    const answers = [away, async () => 'well', away, () => Promise.reject(new TypeError('no')), away];
    const { asked, opened } = given({ ask: () => answers.shift()!() });
    for (const expected of ['StoreUnavailable', 'well', 'StoreUnavailable', 'TypeError', 'StoreUnavailable']) {
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
