import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore } from '@skald/embedded';
import { approve, chargeCard, OrderCheckoutSagaModule, OrderCheckoutV1, reserveStock } from '@skald/order-checkout';
import { historiesIn, systemClock } from '@skald/runtime';
import {
  activity,
  aProjection,
  cancel,
  encoded,
  type RecordedInstance,
  recordingLog,
  sagaSpecification,
  start,
  waitsFor,
} from '@skald/testing';
import { replayCommand } from './replay-command.js';
import type { ReplayOptions } from './replay-options.js';
import { replayOptions } from './replay-options.js';

let store: ReturnType<typeof openEmbeddedStore>;
let directory: string;
let printed: string[];

const order = { orderId: '42', customer: 'c', lines: [{ sku: 'book', quantity: 1 }], total: 5_000, card: '42' };
const dear = sagaSpecification(OrderCheckoutV1, { needsApproval: () => true } as never).given(
  activity(reserveStock).returns({ id: 'r' }),
  activity(chargeCard).returns({ id: 'p' }),
);

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skald-replay-'));
  store = openEmbeddedStore({ file: ':memory:', clock: systemClock() });
  printed = [];
});

afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

async function keep(
  { standing, turns }: Pick<RecordedInstance, 'standing' | 'turns'>,
  workflowId: string,
  changes: object = {},
): Promise<void> {
  const identity = { workflowId, ...changes };
  await store.journal.append(encoded(...turns.map((turn) => ({ ...turn, ...identity }))));
  await store.instances.save([aProjection({ ...standing, ...identity, instance: `default/${workflowId}` })]);
}

const replay = (options: ReplayOptions): Promise<boolean> =>
  replayCommand(options, {
    modules: [OrderCheckoutSagaModule],
    log: recordingLog(),
    connect: async () => ({ ...store, close: async () => undefined }),
    print: (text) => void printed.push(text),
  });

describe('npm run replay', () => {
  it('draws from the journal evenly, open ones first, and writes what it drew', async () => {
    const open = await dear.when(start(order)).then(waitsFor(approve));
    const closed = await dear.when(start(order), cancel()).then();
    await keep(open, 'open');
    for (const n of [1, 2, 3]) await keep(closed, `closed-${n}`);
    const options = replayOptions(['--from-journal', '--sample', '2', '--export', directory]);
    expect(await replay(options)).toBe(true);
    expect(printed).toEqual(['2 replayed, 0 diverged']);
    const names = (await readdir(directory)).sort();
    expect(names).toHaveLength(2);
    expect(names[1]).toBe(`${encodeURIComponent('default/open')}.json`);
    printed = [];
    expect(await replay({ kind: 'directory', directory })).toBe(true);
    expect(printed).toEqual(['2 replayed, 0 diverged']);
  });

  it('writes what it drew also where the ids are longer than the name of a file may be', async () => {
    const closed = await dear.when(start(order), cancel()).then();
    for (const end of ['a', 'b']) await keep(closed, `${'%'.repeat(255)}${end}`);
    expect(await replay(replayOptions(['--from-journal', '--export', directory]))).toBe(true);
    expect(await readdir(directory)).toHaveLength(2);
  });

  it('A8 refuses a deploy that does not replay what is stored, and names what it met', async () => {
    const closed = await dear.when(start(order), cancel()).then();
    await keep(closed, 'good');
    await keep(closed, 'elsewhere', { version: 7 });
    const other = closed.turns.map((turn) => JSON.parse(JSON.stringify(turn).replaceAll('#1', '#2')) as typeof turn);
    await keep({ standing: closed.standing, turns: other }, 'bad');
    expect(await replay(replayOptions(['--from-journal']))).toBe(false);
    expect(printed[0]).toMatch(
      /default\/bad \(order-checkout version 1, run 0\) diverges at event \d+\n {2}recorded .*\n {2}now /,
    );
    expect(printed[0]).toMatch(/, 1 diverged$/);
  });

  it('does not let a misspelt saga open the gate', async () => {
    await keep(await dear.when(start(order), cancel()).then(), 'closed');
    expect(await replay(replayOptions(['--from-journal', '--saga', 'order-checkout']))).toBe(true);
    await expect(replay(replayOptions(['--from-journal', '--saga', 'order-check']))).rejects.toThrow(
      '--saga order-check is not among SKALD_MODULES: order-checkout is',
    );
  });

  it('says which sagas are not looked at, because others run them', async () => {
    await keep(await dear.when(start(order)).then(waitsFor(approve)), 'theirs', { saga: 'theirs', version: 3 });
    expect(await replay(replayOptions(['--from-journal']))).toBe(true);
    expect(printed).toEqual([
      'theirs version 3 is not looked at: no version of it is here, 1 open',
      '0 replayed, 0 diverged',
    ]);
  });

  it('stays shut where there is nothing to look at', async () => {
    await expect(replay({ kind: 'directory', directory })).rejects.toThrow(
      `there is no history (*.json) in ${directory}`,
    );
  });

  it('replays the histories of order-checkout', async () => {
    const histories = join(import.meta.dirname, '../../../sagas/order-checkout/histories');
    expect(await replay(replayOptions([histories]))).toBe(true);
    let count = 0;
    for await (const { kind } of historiesIn(histories)) if (kind === 'history') count++;
    expect(printed).toEqual([`${count} replayed, 0 diverged`]);
  });

  it.each<[readonly string[], string]>([
    [[], 'name one directory, or --from-journal'],
    [['a', 'b'], 'name one directory, or --from-journal'],
    [['a', '--from-journal'], 'a directory or --from-journal, not both'],
    [['--from-journal', '--sample', 'many'], '--sample is a whole number from 1 on'],
    [['a', '--sample', '7'], '--sample goes with --from-journal'],
    [['a', '--saga', 'b'], '--saga goes with --from-journal'],
    [['--frm-journal'], "Unknown option '--frm-journal'"],
  ])('says how it is used: %j', (args, problem) => {
    expect(() => replayOptions(args)).toThrow(problem);
    expect(() => replayOptions(args)).toThrow('npm run replay -- <directory>');
  });
});
