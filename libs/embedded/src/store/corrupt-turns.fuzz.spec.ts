import { expect, it } from '@jest/globals';
import { UnknownFormat, UnreadableTurn } from '@skald/ports';
import { aTurn, signalReceived } from '@skald/testing';
import fc from 'fast-check';

import { holdInTime } from '../../../../test/hostile/hold.for-spec.js';
import { jsonText } from '../../../../test/hostile/json-text.for-spec.js';
import { mutated } from '../../../../test/hostile/mutation.for-spec.js';
import { SqliteJournal } from './journal.sqlite.js';
import { openDatabase } from './open-database.js';
import { Reader } from './reader.js';

const { causes, applied, events } = aTurn({ events: [signalReceived({ by: 'ana' }), signalReceived({ by: 'bo' }, 1)] });

it('a turn whose texts were damaged is read as a turn, or names itself and what is wrong; its neighbours are read', async () => {
  const database = openDatabase(':memory:');
  const row = database.prepare(
    `INSERT INTO journal (instance, seq, run, at, saga, version, causes, applied, events)
     VALUES (?, 0, 0, 1, 'shop', 1, ?, ?, ?)`,
  );
  const damage = database.prepare(
    `UPDATE journal SET causes = ?, applied = ?, events = ? WHERE instance = 'default/bad'`,
  );
  const whole = [causes, applied, events].map((one) => JSON.stringify(one));
  for (const instance of ['default/bad', 'default/good']) row.run(instance, ...whole);
  const journal = new SqliteJournal(
    { write: () => Promise.reject(new Error('only read here')) },
    new Reader(database, 'memory'),
  );

  const column = fc.tuple(fc.constantFrom(0, 1, 2), jsonText).map(([at, text]) => whole.with(at, text));
  const inside = fc.oneof(
    ...[causes, applied, events].map((good, at) => mutated(good).map((text) => whole.with(at, text))),
  );
  const seen = { readable: 0, unreadable: 0 };
  await holdInTime(4_000, fc.oneof(column, inside), async (texts) => {
    damage.run(...texts);
    try {
      const [turns] = await journal.read([{ instance: 'default/bad', fromSeq: 0 }]);
      const [turn, ...more] = turns!;
      if (more.length > 0 || !turn!.events.every(({ type, index }) => typeof type === 'string' && index >= 0))
        throw new Error(texts.join());
      seen.readable += 1;
    } catch (error) {
      if (error instanceof UnknownFormat && error.message.startsWith('Turn 0 of default/bad has event ')) return;
      const { code, instance, seq } = error as UnreadableTurn;
      if (!(error instanceof UnreadableTurn) || `${code} ${instance} ${seq}` !== 'CORRUPT_HISTORY default/bad 0')
        throw error;
      seen.unreadable += 1;
    }
  });
  expect(Math.min(seen.readable, seen.unreadable)).toBeGreaterThan(100);
  expect((await journal.read([{ instance: 'default/good', fromSeq: 0 }]))[0]).toHaveLength(1);
  database.close();
});
