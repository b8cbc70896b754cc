import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineActivity, defineSaga } from '@skald/contracts';
import type { SagaContext, SagaDefinition } from '@skald/engine';
import { activity, completed, deploy, sagaSpecification, start } from '@skald/testing';
import { z } from 'zod';
import type { History } from './history.js';
import { historyText, parseHistory } from './history.js';
import { replayHistories } from './replay-histories.js';
import { replayText } from './replay-text.js';

const book = defineActivity('hotel.book', { input: z.number(), output: z.string() });
const cancel = defineActivity('hotel.cancel', { input: z.number(), output: z.string() });
const trip = defineSaga('trip', { input: z.number(), output: z.string() });
const code = (run: (ctx: SagaContext, nights: number) => Promise<string>): SagaDefinition => ({
  ...{ contract: trip, version: 1, options: {}, run },
});
const asRecorded = code((ctx, nights) => ctx.activity(book, nights));

let directory: string;
let history: History;
let files: Map<string, string>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skald-histories-'));
  ({ history } = await sagaSpecification(asRecorded)
    .given(activity(book).returns('12'))
    .when(start(2))
    .then(completed('12')));
  files = new Map([['a.json', historyText(history)]]);
});

afterEach(() => rm(directory, { recursive: true }));

const replay = async (...sagas: readonly SagaDefinition[]) => {
  for (const [name, text] of files) await writeFile(join(directory, name), text);
  return replayHistories(directory, sagas);
};

/** The same history with its JSON changed. */
const changed = (from: string | RegExp, to: string): string => historyText(history).replace(from, to);

describe('bulk replay', () => {
  it('A8 goes on after bad histories and names each of them', async () => {
    for (let n = 0; n < 97; n++) files.set(`run-${String(n).padStart(2, '0')}.json`, historyText(history));
    files.delete('a.json');
    files.set('run-07-other-activity.json', changed(/"hotel\.book#1"/g, '"hotel.book#2"'));
    files.set('run-42-no-json.json', '{');
    files.set('run-50-gap.json', changed('"seq": 1', '"seq": 2'));
    const report = await replay(asRecorded);
    expect(report.ok).toBe(false);
    expect(report.replayed).toHaveLength(97);
    expect(report.diverged.map(({ name }) => name)).toEqual(['run-07-other-activity.json']);
    expect(report.unreadable).toEqual([
      { kind: 'unreadable', name: 'run-42-no-json.json', problem: expect.stringContaining('it is not JSON') },
      {
        kind: 'unreadable',
        name: 'run-50-gap.json',
        problem: 'the history of default/w-1 is corrupt at seq 2: seq 1 was expected',
      },
    ]);
    expect(replayText(report)).toMatch(/\n97 replayed, 1 diverged, 2 cannot be read$/);
  });

  it('shows the first diverging event, recorded and now, with the line of code', async () => {
    const report = await replay(code((ctx, nights) => ctx.activity(cancel, nights)));
    expect(report.diverged).toMatchObject([
      {
        ...{ name: 'a.json', saga: 'trip', version: 1, run: 0, code: 'NONDETERMINISM' },
        event: {
          index: 1,
          expected: 'ActivityScheduled hotel.book#1 (hotel.book)',
          got: 'ActivityScheduled hotel.cancel#1 (hotel.cancel)',
        },
        at: expect.stringMatching(/replay-histories\.spec\.ts/),
      },
    ]);
    expect(replayText(report)).toMatch(
      new RegExp(
        [
          'a\\.json \\(trip version 1, run 0\\) diverges at event 1',
          '  recorded  ActivityScheduled hotel\\.book#1 \\(hotel\\.book\\)',
          '  now       ActivityScheduled hotel\\.cancel#1 \\(hotel\\.cancel\\)',
          '  at        .*replay-histories\\.spec\\.ts.*',
          '0 replayed, 1 diverged',
        ].join('\n'),
      ),
    );
  });

  it('says that a saga is not here', async () => {
    const report = await replay();
    expect(report.diverged).toMatchObject([{ code: 'VERSION_ELSEWHERE', message: 'saga trip version 1 is not here' }]);
    expect(replayText(report)).toContain(
      'a.json (trip version 1, run 0) does not replay: VERSION_ELSEWHERE\n  because   saga trip version 1 is not here\n',
    );
  });

  it('lets a version be gone that only runs had which another one followed', async () => {
    const next = defineSaga('trip', { input: z.number(), output: z.string() });
    const first: SagaDefinition = { ...code((ctx) => ctx.continueAsNew(2, { version: 2 })), contract: next };
    const second: SagaDefinition = { ...asRecorded, contract: next, version: 2 };
    ({ history } = await sagaSpecification(first)
      .given(activity(book).returns('12'))
      .when(deploy(second), start(1, { version: 1 }))
      .then(completed('12')));
    files = new Map([['a.json', historyText(history)]]);
    expect(replayText(await replay(first, second))).toBe('1 replayed, 0 diverged');
    expect(replayText(await replay(second))).toBe(
      'a.json warns: run 0: saga trip version 1 is not here\n1 replayed, 0 diverged',
    );
    expect((await replay(first)).diverged).toMatchObject([{ run: 1, code: 'VERSION_ELSEWHERE' }]);
  });

  it('lets contents differ, and says so', async () => {
    const report = await replay(code((ctx) => ctx.activity(book, 3)));
    expect(report.ok).toBe(true);
    expect(replayText(report)).toBe(
      'a.json warns: event 1 of run 0: the input of hotel.book#1 is not what was recorded\n1 replayed, 0 diverged',
    );
  });
});

describe('a history as a file', () => {
  it('comes back as it was', () => {
    expect(parseHistory(historyText(history))).toEqual(history);
  });

  it.each<[string, () => string, string]>([
    ['of another format', () => changed('skald.history.v1', 'skald.history.v9'), '/format'],
    ['without an identity', () => changed('"workflowId": "w-1"', '"workflowId": ""'), '/workflowId'],
    ['without turns', () => historyText({ ...history, turns: [] }), '/turns'],
    ['with a turn that is none', () => changed('"seq": 0', '"seq": "0"'), '/turns/0/seq'],
    [
      'with an event that is none',
      () => changed('"type": "SagaStarted"', '"kind": "SagaStarted"'),
      '/turns/0/events/0/type',
    ],
    [
      'with an event of a type that a later release added',
      () => changed('"type": "SagaStarted"', '"type": "SagaBlessed"'),
      '/turns/0/events/0/type: this release does not know events of type SagaBlessed',
    ],
  ])('is refused with the place: %s', (_, text, place) => {
    expect(() => parseHistory(text())).toThrow(place);
  });
});
