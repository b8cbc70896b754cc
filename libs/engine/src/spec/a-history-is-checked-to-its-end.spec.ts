import { describe, expect, it } from '@jest/globals';
import { defaultLimits, type SagaContext, type SagaDefinition, SagaFailure } from '../index.js';
import { activity, anything, approve, hotel, minutes, saga, undoable } from './contracts.for-spec.js';
import { InstanceUnderTest } from './instance-under-test.for-spec.js';

const book = undoable('hotel.book');
const call = activity('web.call');

const booksThen =
  (then: (ctx: SagaContext) => unknown, options = {}) =>
  (): SagaDefinition =>
    saga(async (ctx) => {
      await ctx.activity(book, 1);
      return then(ctx);
    }, options);

const fails = booksThen(() => Promise.reject(new SagaFailure('Enough')));
const returns = booksThen(() => 7);
const waits = booksThen((ctx) => ctx.receive(approve));
const waitsNotForLong = booksThen((ctx) => ctx.receive(approve), { timeout: '1 minute' });
const cleansUp = booksThen((ctx) => ctx.receive(approve).finally(() => ctx.activity(call, 'clean up')));

/** The code, and what happens to it. */
type Story = readonly [
  () => SagaDefinition,
  (instance: InstanceUnderTest) => Promise<unknown>,
  ConstructorParameters<typeof InstanceUnderTest>[1]?,
];

const stories: Readonly<Record<string, Story>> = {
  completed: [returns, async () => undefined],
  compensated: [fails, async (instance) => instance.undo('hotel.book#1')],
  'in the middle of undoing': [fails, async () => undefined],
  'failed with nothing to undo': [() => saga(() => Promise.reject(new SagaFailure('No'))), async () => undefined],
  'cancelled while it waits': [waits, async (instance) => instance.cancel()],
  'cancelled with nothing to undo': [() => saga((ctx) => ctx.receive(approve)), async (instance) => instance.cancel()],
  'an input too large for a child': [
    () => saga((ctx) => ctx.child({ ...hotel, input: anything() }, { input: 'x'.repeat(300_000) })),
    async () => undefined,
  ],
  'cancelled, cleaned up': [
    cleansUp,
    async (instance) => {
      await instance.cancel();
      await instance.complete('web.call#1');
    },
  ],
  'cancelled, and the clean-up took too long': [
    cleansUp,
    async (instance) => {
      await instance.cancel();
      await instance.pass(minutes(2));
    },
  ],
  'timed out': [waitsNotForLong, async (instance) => instance.pass(minutes(2))],
  terminated: [waits, async (instance) => instance.request({ type: 'terminate' })],
  'too much to return': [booksThen(() => 'x'.repeat(300_000)), async () => undefined],
  'too many activities at once': [
    booksThen((ctx) => Promise.all([1, 2, 3, 4].map((n) => ctx.activity(call, n)))),
    async (instance) => instance.undo('hotel.book#1'),
    { evaluation: { limits: { ...defaultLimits, 'open-activities': { warnAt: 2, max: 3 } } } },
  ],
  'thrown past the pivot, and resolved by an operator': [
    booksThen((ctx) => {
      ctx.pivot();
      throw new SagaFailure('NoTruck');
    }),
    async (instance) => instance.request({ type: 'resolve', output: 7 }),
  ],
  'thrown past the pivot, and tried again': [
    booksThen((ctx) => {
      ctx.pivot();
      throw new SagaFailure('NoTruck');
    }),
    async (instance) => instance.request({ type: 'retry' }),
  ],
  'a scope undone on the way': [
    booksThen((ctx) =>
      ctx.scope(() => ctx.activity(book, 2).then(() => Promise.reject(new Error('A is full')))).catch(() => 'B'),
    ),
    async (instance) => {
      await instance.complete('hotel.book#2');
      await instance.undo('hotel.book#2');
    },
  ],
  open: [waits, async () => undefined],
  'paused and gone on': [
    waits,
    async (instance) => {
      await instance.request({ type: 'pause' });
      await instance.signal('approve');
      await instance.request({ type: 'resume' });
    },
  ],
};

async function told([code, happens, options]: Story): Promise<InstanceUnderTest> {
  const instance = new InstanceUnderTest(code(), options);
  await instance.start();
  await instance.complete('hotel.book#1').catch(() => undefined);
  await happens(instance);
  return instance;
}

describe('a history held against its code', () => {
  it.each(Object.keys(stories))('I3 replays from start to end: %s', async (name) => {
    const instance = await told(stories[name]!);
    const [checked, ...more] = await instance.checkAgainst(instance.code);
    expect(more).toEqual([]);
    expect(checked).toMatchObject({ run: 0, divergence: undefined, warnings: [] });
    expect(checked?.sent.map(({ messages }) => JSON.stringify(messages))).toEqual(
      instance.sentByTurn.map((messages) => JSON.stringify(messages)),
    );
  });

  it('of several runs, each for itself', async () => {
    const instance = await told(stories['completed']!);
    await instance.start(null, { onExisting: 'restart-if-closed' });
    expect((await instance.checkAgainst(instance.code)).map(({ run }) => run)).toEqual([0, 1]);
  });

  it('that went on in a new run, also where it did', async () => {
    const instance = new InstanceUnderTest(saga((ctx, n: number) => (n < 1 ? ctx.continueAsNew(n + 1) : n)));
    await instance.start(0);
    const checked = await instance.checkAgainst(instance.code);
    expect(checked.map(({ run, divergence }) => [run, divergence])).toEqual([
      [0, undefined],
      [1, undefined],
    ]);
    const [ends, stays] = await instance.checkAgainst(saga((_, n: number) => n));
    expect(ends?.divergence).toMatchObject({
      detail: { expected: 'SagaContinuedAsNew', got: 'the end of the saga (returned)' },
    });
    expect(stays?.divergence).toBeUndefined();
    const [breaks] = await instance.checkAgainst(saga((ctx) => ctx.activity(call, 1)));
    expect(breaks?.divergence).toMatchObject({ detail: { expected: 'SagaContinuedAsNew' } });
    const [bug] = await instance.checkAgainst(saga(() => Promise.reject(new TypeError('oops'))));
    expect(bug?.divergence).toMatchObject({ detail: { got: 'the end of the saga (threw oops)' } });
  });

  it.each<[string, Story, SagaDefinition, object]>([
    [
      'another activity in the middle of a closed run',
      stories['completed']!,
      saga((ctx) => ctx.activity(call, 1)),
      {
        eventIndex: 1,
        expected: 'ActivityScheduled hotel.book#1 (hotel.book)',
        got: 'ActivityScheduled web.call#1 (web.call)',
      },
    ],
    ['a failure instead of an output', stories['completed']!, fails(), { expected: 'SagaCompleted' }],
    [
      'an output instead of a failure',
      stories['compensated']!,
      returns(),
      { expected: 'CompensationPlanned (Enough)', got: 'the end of the saga (returned)' },
    ],
    ['a wait instead of an end', stories['completed']!, waits(), { expected: 'SagaCompleted', got: 'nothing' }],
    [
      'a bug instead of a failure',
      stories['compensated']!,
      booksThen(() => Promise.reject(new TypeError('oops')))(),
      { got: 'the end of the saga (threw oops)' },
    ],
    ['an output after a time-out', stories['timed out']!, returns(), { got: 'the end of the saga (returned)' }],
    ['an output after a cancel', stories['cancelled while it waits']!, returns(), {}],
  ])('A8 names event, expected and got: %s', async (_, story, code, detail) => {
    const [checked] = await (await told(story)).checkAgainst(code);
    expect(checked?.divergence).toMatchObject({ code: 'NONDETERMINISM', detail });
  });

  it.each<[string, Story, SagaDefinition, string]>([
    ['another output', stories['completed']!, booksThen(() => 8)(), 'the output of the saga is not what was recorded'],
    [
      'a strange output',
      stories['completed']!,
      booksThen(() => 8n)(),
      'the output of the saga is not what was recorded',
    ],
    [
      'another failure',
      stories['compensated']!,
      booksThen(() => Promise.reject(new SagaFailure('TooMuch')))(),
      'the saga would fail with TooMuch, recorded is Enough',
    ],
  ])('warns of an end that differs in its contents only: %s', async (_, story, code, message) => {
    const [checked] = await (await told(story)).checkAgainst(code);
    expect(checked?.divergence).toBeUndefined();
    expect(checked?.warnings).toMatchObject([{ level: 'warn', message }]);
  });

  it('says that the code is not here', async () => {
    const [checked] = await (await told(stories['completed']!)).checkAgainst(undefined);
    expect(checked?.divergence).toMatchObject({ code: 'VERSION_ELSEWHERE' });
  });
});
