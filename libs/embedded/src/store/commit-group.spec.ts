import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '@skald/ports';
import { CommitGroup } from './commit-group.js';
import { openDatabase } from './open-database.js';
import type { Write } from './writer.js';

const record = (key: string, body: string | number = '1'): Write => ({
  statement: 'record',
  values: [key, 'claim', 1, body],
});
const written = (changes: number) => ({ kind: 'written', changes });

describe('a commit group', () => {
  let database: DatabaseSync;
  let gathered: () => void;
  let group: CommitGroup;

  beforeEach(() => {
    database = openDatabase(':memory:');
    group = new CommitGroup(database, 'the file', () => new Promise((resolve) => (gathered = resolve)));
  });
  afterEach(() => database.close());

  const keys = () =>
    database
      .prepare('SELECT key FROM ledger ORDER BY key')
      .all()
      .map(({ key }) => key);

  it('writes nothing before everybody has had a turn, then all of it in one transaction', async () => {
    const exec = jest.spyOn(database, 'exec');
    const answers = Promise.all([group.write([record('a'), record('b')]), group.write([record('a'), record('c')])]);
    expect(exec).not.toHaveBeenCalled();

    gathered();

    expect(await answers).toEqual([
      [written(1), written(1)],
      [written(0), written(1)],
    ]);
    expect(exec.mock.calls.flat()).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
  });

  it('begins a new group for what comes after', async () => {
    const first = group.write([record('a')]);
    gathered();
    await first;
    const second = group.write([record('b')]);
    expect(keys()).toEqual(['a']);
    gathered();
    expect(await second).toEqual([written(1)]);
  });

  it('refuses a value that cannot be stored, and writes the others of the group', async () => {
    const answers = Promise.all([
      group.write([record('a')]),
      group.write([{ statement: 'record', values: ['b', 'claim', 'not a number', '1'] }]),
      group.write([record('c')]),
    ]);
    gathered();

    expect(await answers).toEqual([[written(1)], [{ kind: 'refused', reason: expect.any(String) }], [written(1)]]);
    expect(keys()).toEqual(['a', 'c']);
  });

  it('M3 acknowledges nothing of a group whose commit failed, leaves nothing of it behind, and goes on', async () => {
    const exec = database.exec.bind(database);
    const disk = jest.spyOn(database, 'exec').mockImplementation((sql) => {
      if (sql === 'COMMIT') throw Object.assign(new Error('disk I/O error'), { errcode: 10 });
      exec(sql);
    });
    const answers = Promise.allSettled([group.write([record('a')]), group.write([record('b')])]);
    gathered();

    for (const answer of await answers) {
      expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
    }
    expect(keys()).toEqual([]);

    disk.mockRestore();
    const again = group.write([record('a')]);
    gathered();
    expect(await again).toEqual([written(1)]);
  });

  it('says StoreUnavailable when not even a transaction can begin', async () => {
    const answer = group.write([record('a')]);
    jest.spyOn(database, 'exec').mockImplementation(() => {
      throw Object.assign(new Error('database is locked'), { errcode: 5 });
    });
    gathered();
    await expect(answer).rejects.toThrow('The store the file failed: database is locked');
  });
});
