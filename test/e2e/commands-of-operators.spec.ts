import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectMongo, type MongoStore } from '@skald/mongo';
import { parseHistory, systemClock } from '@skald/runtime';
import { aProjection, encoded } from '@skald/testing';
import { services } from '../../docker/services/index.ts';
import { freePort } from './system/free-port.ts';
import { npmRun } from './system/npm-run.ts';
import { root } from './system/process-under-test.ts';

jest.setTimeout(120_000);

const found = await services();
const withServers = found.available ? describe : describe.skip;
const histories = join(root, 'sagas/order-checkout/histories');
/** Their code as it is asks for something else. */
const changed = (text: string): string => text.replaceAll('inventory.reserve', 'inventory.hold');

/** One history of each kind that order-checkout has. */
const names = (await readdir(histories)).sort();

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skald-commands-'));
});
afterAll(() => rm(directory, { recursive: true }));

describe('npm run replay -- <directory>', () => {
  it('ends with 0 where everything replays', async () => {
    const { code, output } = await npmRun('replay', [histories]);
    expect(output).toBe(`${names.length} replayed, 0 diverged`);
    expect(code).toBe(0);
  });

  it('A8 ends with 1 and names the first event that differs, recorded and now, with the line of code', async () => {
    const bad = join(directory, 'bad');
    await cp(histories, bad, { recursive: true });
    await writeFile(join(bad, 'placed.json'), changed(await readFile(join(histories, 'placed.json'), 'utf8')));
    await writeFile(join(bad, 'torn.json'), '{"format": "skald.hist');
    const { code, output } = await npmRun('replay', [bad]);
    const lines = output.split('\n');
    expect(code).toBe(1);
    expect(lines.slice(0, 3)).toEqual([
      expect.stringMatching(/^placed\.json \(order-checkout version 1, run 0\) diverges at event \d+$/),
      expect.stringMatching(/^ {2}recorded {2}ActivityScheduled inventory\.hold#1 \(inventory\.hold\)$/),
      expect.stringMatching(/^ {2}now {7}ActivityScheduled inventory\.reserve#1 \(inventory\.reserve\)$/),
    ]);
    const [, file, line] = /^ {2}at {8}.*?([^ (]+order-checkout\.saga\.ts):(\d+)/.exec(lines[3]!) ?? [];
    const source = await readFile(file!.replace(/^file:\/\//, ''), 'utf8');
    expect(source.split('\n')[Number(line) - 1]).toContain('ctx.activity(reserveStock');
    expect(lines[4]).toMatch(/^torn\.json cannot be read: it is not JSON/);
    expect(lines.at(-1)).toBe(`${names.length - 1} replayed, 1 diverged, 1 cannot be read`);
  });

  it('ends with 1 and says how it is used, or what is not there', async () => {
    const [none, both, absent] = await Promise.all([
      npmRun('replay', []),
      npmRun('replay', ['a', '--from-journal']),
      npmRun('replay', [join(directory, 'absent')]),
    ]);
    expect([none.code, both.code, absent.code]).toEqual([1, 1, 1]);
    expect(none.errors).toBe(
      'replay: name one directory, or --from-journal\nnpm run replay -- <directory> | --from-journal [--sample 200] [--saga name] [--namespace default] [--export directory]',
    );
    expect(both.errors).toMatch(/^replay: a directory or --from-journal, not both\n/);
    expect(absent.errors).toMatch(/^replay: ENOENT: no such file or directory.*absent/);
  });

  it('ends with 1 soon where no store answers', async () => {
    const MONGODB_URI = `mongodb://127.0.0.1:${await freePort()}/?directConnection=true`;
    const { code, errors } = await npmRun('replay', ['--from-journal'], { MONGODB_URI });
    expect(code).toBe(1);
    expect(errors).toMatch(/^replay: .*127\.0\.0\.1/);
  });
});

withServers('commands that look into a store', () => {
  const database = `commands-${randomUUID().slice(0, 8)}`;
  let environment: Readonly<Record<string, string>>;
  let store: MongoStore;

  beforeAll(async () => {
    const uri = new URL(found.available ? found.MONGODB_URI : 'mongodb://absent');
    uri.pathname = `/${database}`;
    environment = { MONGODB_URI: uri.href, SKALD_LOG_LEVEL: 'error' };
    store = await connectMongo({
      ...{ uri: uri.href, createSchema: true, clock: systemClock() },
      log: { write: () => undefined },
    });
  });
  afterAll(() => store.close());

  /** As if it had lived here under this name. */
  async function keep(name: string, workflowId: string, change = (text: string): string => text): Promise<void> {
    const { turns } = parseHistory(change(await readFile(join(histories, `${name}.json`), 'utf8')));
    const last = turns.at(-1)!;
    const status = name === 'placed' || name === 'approved' ? 'completed' : 'compensated';
    await store.journal.append(encoded(...turns.map((turn) => ({ ...turn, workflowId }))));
    await store.instances.save([
      aProjection({
        ...{ workflowId, saga: last.saga, version: last.version, seq: last.seq, status },
        expireAt: Date.UTC(2030, 0, 1),
      }),
    ]);
  }

  it('npm run replay -- --from-journal draws evenly over what there is, writes it, and only reads', async () => {
    for (let i = 0; i < 12; i += 1) await keep('placed', `placed-${i}`);
    for (let i = 0; i < 3; i += 1) await keep('card-declined', `declined-${i}`);
    const before = await store.connection.collection('journal').countDocuments();
    const drawn = join(directory, 'drawn');
    await mkdir(drawn);
    const { code, output } = await npmRun(
      'replay',
      ['--from-journal', '--sample', '5', '--saga', 'order-checkout', '--export', drawn],
      environment,
    );
    expect(output).toBe('5 replayed, 0 diverged');
    expect(code).toBe(0);
    const files = (await readdir(drawn)).map((file) => decodeURIComponent(file).replace(/^default\/|-\d+\.json$/g, ''));
    expect(files.sort()).toEqual(['declined', 'declined', 'placed', 'placed', 'placed']);
    expect(await store.connection.collection('journal').countDocuments()).toBe(before);
    expect(await npmRun('replay', [drawn])).toMatchObject({ code: 0, output: '5 replayed, 0 diverged' });
  });

  it('npm run replay -- --from-journal ends with 1 where what is stored does not replay', async () => {
    await keep('placed', 'changed-1', changed);
    const { code, output } = await npmRun('replay', ['--from-journal'], environment);
    expect(code).toBe(1);
    expect(output).toMatch(
      /^default\/changed-1 \(order-checkout version 1, run 0\) diverges at event \d+\n {2}recorded .*inventory\.hold.*\n {2}now .*inventory\.reserve.*\n {2}at .*order-checkout\.saga\.ts:\d+/,
    );
    expect(output).toMatch(/\n15 replayed, 1 diverged$/);
  });

  it('npm run versions tells what runs, and moves what is current', async () => {
    await store.instances.save([
      aProjection({ workflowId: 'open-1', startedAt: Date.UTC(2026, 10, 20, 8) }),
      aProjection({ workflowId: 'open-2', startedAt: Date.UTC(2026, 10, 21, 8) }),
      aProjection({ workflowId: 'gone-1', saga: 'trip-booking', version: 9 }),
    ]);
    const table = await npmRun('versions', [], environment);
    expect(table.errors).toBe('');
    expect(table.code).toBe(0);
    expect(table.output.split('\n').filter((line) => /^(order-checkout|trip-booking) /.test(line))).toEqual([
      'order-checkout 1, 2 open, oldest 2026-11-20T08:00:00.000Z, current',
      'trip-booking 1, 0 open, current',
      'trip-booking 9, 1 open, oldest 2026-01-01T00:00:00.000Z, not registered here',
    ]);
    const moved = await npmRun('versions', ['current', 'order-checkout', '1'], environment);
    expect(moved).toMatchObject({ code: 0, errors: '' });
    expect(moved.output).toMatch(/^order-checkout: starts that name no version get 1, /);
    expect(await store.versions.current()).toEqual([{ saga: 'order-checkout', version: 1 }]);
  });

  it('npm run versions refuses what it cannot do, with 1 and the reason, and changes nothing', async () => {
    const [absent, nonsense, unknown] = await Promise.all([
      npmRun('versions', ['current', 'order-checkout', '2'], environment),
      npmRun('versions', ['current', 'order-checkout', 'newest'], environment),
      npmRun('versions', ['list'], environment),
    ]);
    expect([absent.code, nonsense.code, unknown.code]).toEqual([1, 1, 1]);
    expect(absent.errors).toBe('versions: saga order-checkout version 2 is not among SKALD_MODULES; 1 is');
    expect(nonsense.errors).toMatch(/^versions: version "newest" is not a whole number from 1 on\nnpm run versions/);
    expect(unknown.errors).toMatch(/^versions: "list" is no verb of this command\nnpm run versions/);
    expect(await store.versions.current()).toEqual([{ saga: 'order-checkout', version: 1 }]);
  });

  it('npm run versions moves between versions that stand side by side, and says which may go', async () => {
    const both = { ...environment, SKALD_MODULES: './test/e2e/child/next-release.ts' };
    const relay = async (): Promise<readonly string[]> =>
      (await npmRun('versions', [], both)).output.split('\n').filter((line) => line.startsWith('relay'));
    expect(await relay()).toEqual(['relay 1, 0 open, safe to remove', 'relay 2, 0 open, current']);
    expect(await npmRun('versions', ['current', 'relay', '1'], both)).toMatchObject({ code: 0 });
    await store.instances.save([aProjection({ workflowId: 'relay-1', saga: 'relay', version: 1 })]);
    expect(await relay()).toEqual([
      'relay 1, 1 open, oldest 2026-01-01T00:00:00.000Z, current',
      'relay 2, 0 open, safe to remove',
    ]);
  });

  it('npm run schema prints what MongoDB needs', async () => {
    const { code, output } = await npmRun('schema', []);
    expect(code).toBe(0);
    expect(output).toContain('db.createCollection("journal")');
  });

  it('npm run topics creates every topic, and finds it there the next time', async () => {
    const prefix = `${database}.`;
    const brokers = found.available ? found.KAFKA_BROKERS : '';
    const variables = { KAFKA_BROKERS: brokers, SKALD_TOPIC_PREFIX: prefix, SKALD_PARTITIONS: '2' };
    const quiet = { ...variables, SKALD_MODULES: '@skald/order-checkout', SKALD_LOG_LEVEL: 'error' };
    const first = await npmRun('topics', [], quiet);
    expect(first.code).toBe(0);
    expect(first.output.split('\n')).toEqual(
      expect.arrayContaining([
        `${prefix}requests created with 2 partitions`,
        `${prefix}commands.payments created with 2 partitions`,
      ]),
    );
    const again = await npmRun('topics', [], quiet);
    expect(again.code).toBe(0);
    expect(again.output.split('\n').filter((line) => !line.endsWith(' is there'))).toEqual([]);
  });
});
