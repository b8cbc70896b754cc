import { describe, expect, it } from '@jest/globals';
import { seededIds } from '@skald/testing';
import { redrive, type SentAgain } from '../../dead-letters/redrive.js';
import { TopicsMissing } from '../../topics/topics-missing.error.js';
import { FaultyJournal } from './faults.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 2_000 } };
const approval = { type: 'signal', name: 'approve', payload: { by: 'ana' } };
const doomed = ['doomed-1', 'doomed-2', 'doomed-3'];

/** A coordinator whose journal of the doomed cannot be read, until it is restored. */
async function damaged(): Promise<{ world: World; restore: () => void }> {
  const world = new World();
  const journal = new FaultyJournal(world.store.journal);
  let isDamaged = false;
  journal.read = async (questions) => {
    const histories = await world.store.journal.read(questions);
    return histories.map((turns, n) =>
      isDamaged && questions[n]!.instance.startsWith('default/doomed') ? turns.slice(1) : turns,
    );
  };
  await world.open([shop], { journal, cacheBytes: 0 });
  for (const name of doomed) await world.send(start, name);
  isDamaged = true;
  for (const name of doomed) await world.send(approval, name);
  return { world, restore: () => (isDamaged = false) };
}

let calls = 0;

async function sentAgain({ bus, clock }: World, reason: string): Promise<SentAgain> {
  const done = redrive({ bus, clock, ids: seededIds((calls += 1)), topic: 'saga.requests', reason });
  await clock.advance(60_000);
  return done;
}

describe('dead letters', () => {
  it('L7 three doomed, their cause mended, are sent again and complete, each once', async () => {
    const { world, restore } = await damaged();
    await world.raw('saga.requests', 'doomed-1', '{');
    expect(world.deadLetters.map(({ reason }) => reason)).toEqual([...doomed.map(() => 'CORRUPT_HISTORY'), 'NOT_JSON']);
    for (const name of doomed) expect(await world.status(name)).toBe('parked');

    restore();
    expect(await sentAgain(world, 'CORRUPT_HISTORY')).toEqual({ sent: 3, left: new Map([['NOT_JSON', 1]]) });
    for (const name of doomed) {
      expect(await world.status(name)).toBe('completed');
      expect((await world.history(name)).filter((type) => type === 'SignalReceived')).toHaveLength(1);
    }
    expect(await sentAgain(world, 'CORRUPT_HISTORY')).toEqual({ sent: 0, left: new Map() });
    expect(world.deadLetters).toHaveLength(4);
  });

  it('whose cause is still there come back, once a call, and are lost by none', async () => {
    const { world, restore } = await damaged();
    for (let call = 1; call <= 3; call += 1) {
      expect(await sentAgain(world, 'CORRUPT_HISTORY')).toMatchObject({ sent: 3 });
      expect(world.deadLetters).toHaveLength(3 + 3 * call);
    }
    restore();
    await sentAgain(world, 'CORRUPT_HISTORY');
    for (const name of doomed) expect(await world.status(name)).toBe('completed');
  });

  it('of one reason do not wait for those of another, and have a place of their own', async () => {
    const { world, restore } = await damaged();
    expect(await sentAgain(world, 'NOT_JSON')).toEqual({ sent: 0, left: new Map([['CORRUPT_HISTORY', 3]]) });
    restore();
    expect(await sentAgain(world, 'CORRUPT_HISTORY')).toMatchObject({ sent: 3 });
  });

  it('of a topic that has none are said to be nowhere', async () => {
    const world = await new World().open([shop]);
    const { bus, clock } = world;
    const asked = redrive({ bus, clock, ids: seededIds(), topic: 'saga.nothing', reason: 'NOT_JSON' });
    await expect(asked).rejects.toThrow(TopicsMissing);
  });
});
