import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { EmbeddedStoreRefused, openEmbeddedStore } from '@skald/embedded';
import { StoreUnavailable } from '@skald/ports';
import { systemClock } from '@skald/runtime';
import { aTurn, encoded } from '@skald/testing';

const clock = systemClock();

const here = import.meta.dirname;
const nodeArguments = [
  '--disable-warning=ExperimentalWarning',
  '--experimental-transform-types',
  '--import',
  join(here, 'child/sources.mjs'),
  join(here, 'child/appends-for-ever.ts'),
];

describe('the embedded store in trouble', () => {
  let folder: string;
  let file: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skald-embedded-'));
    file = join(folder, 'skald.db');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  /** A process that appends; `said` is called with each line, until the process has ended. */
  async function appending(
    command: string,
    args: string[],
    said: (line: string, child: ChildProcess) => void,
  ): Promise<void> {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const ended = once(child, 'close');
    createInterface({ input: child.stdout }).on('line', (line) => said(line, child));
    await ended;
  }

  async function expectKept(acknowledged: readonly string[]): Promise<void> {
    const store = openEmbeddedStore({ file, clock });
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const histories = await store.journal.read(ids.map((id) => ({ instance: `default/${id}`, fromSeq: 0 })));
    await store.close();
    for (const history of histories) expect(history.map(({ seq }) => seq)).toEqual(history.map((_, i) => i));
    const kept = new Set(histories.flat().map(({ workflowId, seq }) => `${workflowId} ${seq}`));
    expect(acknowledged.filter((line) => !kept.has(line))).toEqual([]);
  }

  it('K10 keeps everything acknowledged by a process that was killed with -9, and lets the next one in at once', async () => {
    const acknowledged: string[] = [];
    let refusal: unknown;

    await appending(process.execPath, [...nodeArguments, file], (line, child) => {
      acknowledged.push(line);
      if (acknowledged.length === 1) refusal = refusalToOpen(file);
      if (acknowledged.length === 500) child.kill('SIGKILL');
    });

    expect(refusal).toBeInstanceOf(EmbeddedStoreRefused);
    expect(String(refusal)).toMatch(/skald\.db: another process has it open\. Stop that process, or /);
    expect(acknowledged.length).toBeGreaterThanOrEqual(500);
    await expectKept(acknowledged);
  }, 60_000);

  it('M9 says StoreUnavailable when the disk takes no more, and keeps what it acknowledged', async () => {
    const said: string[] = [];
    const limited = ['-c', 'ulimit -f 400; exec "$0" "$@"', process.execPath, ...nodeArguments, file];

    await appending('sh', limited, (line) => said.push(line));

    expect(said.pop()).toMatch(/^StoreUnavailable: The store .*skald\.db failed: /);
    expect(said.length).toBeGreaterThan(10);
    await expectKept(said);
  }, 60_000);

  it('refuses a file that is not a database', async () => {
    await writeFile(file, 'this is no database, but long enough to be looked at '.repeat(100));
    expect(String(refusalToOpen(file))).toMatch(/skald\.db: it is damaged, or not an SQLite file\. Restore it/);
  });

  it('refuses a database of another program', async () => {
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE theirs (a)');
    other.close();
    expect(String(refusalToOpen(file))).toMatch(/it belongs to another program/);
  });

  it('I7 refuses the format of a newer release', async () => {
    await openEmbeddedStore({ file, clock }).close();
    const raw = new DatabaseSync(file);
    raw.exec('PRAGMA user_version = 99');
    raw.close();
    expect(String(refusalToOpen(file))).toMatch(/its format is 99, this release reads 1/);
  });

  it('refuses a folder that is not there', () => {
    expect(String(refusalToOpen(join(folder, 'missing', 'skald.db')))).toMatch(/Check that its folder exists/);
  });

  it('refuses or survives a file that was cut off, never silently', async () => {
    const store = openEmbeddedStore({ file, clock });
    await store.journal.append(encoded(...Array.from({ length: 500 }, (_, seq) => aTurn({ seq }))));
    await store.close();
    await truncate(file, 40_000);

    expect(refusalToOpen(file)).toBeInstanceOf(EmbeddedStoreRefused);
  });

  it('says StoreUnavailable once it is closed, and writes what was waiting before it closes', async () => {
    const store = openEmbeddedStore({ file, clock });
    const waiting = store.journal.append(encoded(aTurn()));
    await store.close();
    await store.close();

    expect(await waiting).toEqual([{ kind: 'appended' }]);
    for (const asked of [
      store.journal.append(encoded(aTurn({ seq: 1 }))),
      store.journal.read([{ instance: 'default/order-42', fromSeq: 0 }]),
      store.instances.find(['default/order-42']),
      store.ledger.sweep(1, 1),
      store.ping(),
    ]) {
      await expect(asked).rejects.toThrow(StoreUnavailable);
    }
  });
});

function refusalToOpen(file: string): unknown {
  try {
    void openEmbeddedStore({ file, clock }).close();
    return 'it was opened';
  } catch (error) {
    return error;
  }
}
