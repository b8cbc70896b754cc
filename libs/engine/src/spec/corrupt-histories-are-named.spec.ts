import { describe, expect, it } from '@jest/globals';
import type { SagaEvent } from '@skald/contracts';
import type { Turn } from '../index.js';
import { CorruptHistory } from '../index.js';
import { activity, approve, saga } from './contracts.for-spec.js';
import { InstanceUnderTest } from './instance-under-test.for-spec.js';

const code = saga(async (ctx) => {
  await ctx.activity(activity('web.call'), 1);
  await ctx.timer('1s');
  await ctx.effect('look', () => 1);
});

async function completeHistory(): Promise<InstanceUnderTest> {
  const instance = new InstanceUnderTest(code);
  await instance.start();
  await instance.complete('web.call#1');
  await instance.pass(1_000);
  await instance.runEffects();
  expect(instance.status).toBe('completed');
  return instance;
}

describe('A7 a history that cannot have been written by Skald', () => {
  const last = (turns: Turn[]): Turn => turns.at(-1)!;
  const event = (body: object): SagaEvent => body as SagaEvent;
  const also = (turns: Turn[], ...more: object[]): Turn => {
    const { events } = last(turns);
    return {
      ...last(turns),
      events: [...events, ...more.map((body, i) => event({ index: events.at(-1)!.index + 1 + i, ...body }))],
    };
  };

  it.each<[string, (turns: Turn[]) => Turn[], string]>([
    ['an empty turn', (t) => [...t.slice(0, -1), { ...last(t), events: [] }], 'the turn has no events'],
    ['no start', (t) => t.slice(1), 'the first event is not SagaStarted'],
    [
      'a start that is not first',
      (t) => [{ ...t[0]!, events: t[0]!.events.toReversed() }],
      'the first event is not SagaStarted',
    ],
    [
      'a start in the middle of a turn',
      (t) => [also(t.slice(0, 1), { type: 'SagaStarted' })],
      'a run starts in the middle of a turn',
    ],
    [
      'a second start while the first is open',
      (t) => [t[0]!, { ...t[0]!, seq: 1 }],
      'a run starts while another is open',
    ],
    [
      'a start that is not event 0',
      (t) => [{ ...t[0]!, events: [{ ...t[0]!.events[0]!, index: 4 }] }],
      'a run begins with event 0',
    ],
    ['a first run that begins later', (t) => [{ ...t[0]!, seq: 3 }], 'the first run begins with seq 0'],
    ['a missing turn', (t) => [t[0]!, ...t.slice(2)], 'seq 1 was expected'],
    ['a turn of another instance', (t) => [t[0]!, { ...t[1]!, workflowId: 'w-2' }], 'the turn is of another instance'],
    ['a turn of another run', (t) => [t[0]!, { ...t[1]!, run: 1 }], 'run 0 was expected'],
    ['a run that was left out', (t) => [...t, { ...t[0]!, seq: t.length, run: 2 }], 'run 1 was expected'],
    [
      'a gap between turns',
      (t) => [t[0]!, { ...t[1]!, events: t[1]!.events.slice(1) }],
      'event 2 was expected, 3 came',
    ],
    [
      'a gap within a turn',
      (t) => [t[0]!, { ...t[1]!, events: [t[1]!.events[0]!, { ...t[1]!.events[1]!, index: 9 }] }],
      'event 3 was expected, 9 came',
    ],
    [
      'an orphan completion',
      (t) => [
        {
          ...t[0]!,
          events: [
            t[0]!.events[0]!,
            event({ index: 1, type: 'ActivityCompleted', activityId: 'nobody', operation: 'execute', attempt: 1 }),
          ],
        },
      ],
      'event 1 ActivityCompleted: nobody was never scheduled',
    ],
    [
      'an orphan undo',
      (t) => [
        t[0]!,
        {
          ...t[1]!,
          events: [
            event({
              index: 2,
              type: 'ActivityFailed',
              activityId: 'web.call#1',
              operation: 'compensate',
              outcome: 'none',
              error: {},
            }),
          ],
        },
      ],
      'compensate of web.call#1 was never scheduled',
    ],
    [
      'an orphan timer',
      (t) => [
        t[0]!,
        { ...t[1]!, events: [event({ index: 2, type: 'TimerFired', timerId: 'timer#1', purpose: 'sleep' })] },
      ],
      'timer#1 is not pending',
    ],
    [
      'an orphan effect',
      (t) => [t[0]!, { ...t[1]!, events: [event({ index: 2, type: 'EffectRecorded', effectId: 'look', value: 1 })] }],
      'look is not pending',
    ],
    [
      'events after the end',
      (t) => [...t, { ...last(t), seq: t.length, events: [event({ index: 9, type: 'SagaPaused' })] }],
      'events follow the end of the run',
    ],
    [
      'events after the end within a turn',
      (t) => [...t.slice(0, -1), also(t, { type: 'SagaPaused' })],
      'events follow the end of the run',
    ],
    [
      'two ends',
      (t) => [...t.slice(0, -1), also(t, { type: 'SagaFailed', cause: 'failure', error: {} })],
      'events follow the end of the run',
    ],
    [
      'a run that continues in the middle of a turn',
      (t) => [also(t.slice(0, 1), { type: 'SagaContinuedAsNew' })],
      'a run continues in the middle of a turn',
    ],
    [
      'a run that continues after its end',
      (t) => [
        ...t,
        {
          ...last(t),
          seq: t.length,
          events: [event({ index: 9, type: 'SagaContinuedAsNew' }), { ...t[0]!.events[0]!, index: 0 }],
        },
      ],
      'a run that is over continues',
    ],
    [
      'the end of a grace that nobody gave',
      (t) => [also(t.slice(0, 1), { type: 'CancelGraceExpired' })],
      'no cancel is pending',
    ],
    [
      'an undo asked by a parent that is not there',
      (t) => [also(t.slice(0, 1), { type: 'UndoRequested', attempt: 1 })],
      'the instance has no parent',
    ],
    [
      'an activity given up as if it were a child',
      (t) => {
        const cancel = { compensate: true };
        const givenUp = { index: 2, type: 'ChildGivenUp', childId: 'web.call#1', outcome: 'none', cancel };
        return [t[0]!, { ...t[1]!, events: [event(givenUp)] }];
      },
      'web.call#1 is no child of this run',
    ],
    ['an event of a later release', (t) => [also(t.slice(0, 1), { type: 'SagaTeleported' })], 'event 2 SagaTeleported'],
    [
      'a plan of what was never scheduled',
      (t) => [
        also(t.slice(0, 1), {
          type: 'CompensationPlanned',
          cause: 'failure',
          error: {},
          plan: [{ run: 0, activityId: 'nobody' }],
        }),
      ],
      'nobody was never scheduled',
    ],
    [
      'a plan of what cannot be undone',
      (t) => {
        const plan = [{ run: 0, activityId: 'web.call#1' }];
        return [t[0]!, also([t[1]!], { type: 'CompensationPlanned', cause: 'failure', error: {}, plan })];
      },
      'web.call#1 cannot be undone',
    ],
  ])('%s', async (_, spoil, problem) => {
    const instance = await completeHistory();
    const replay = instance.replay(-1, spoil(instance.turns));
    await expect(replay).rejects.toThrow(CorruptHistory);
    await expect(replay).rejects.toMatchObject({
      code: 'CORRUPT_HISTORY',
      instance: 'default/w-1',
      message: expect.stringContaining(problem),
    });
  });

  it.each([
    ['SagaCompensated', { type: 'SagaCompensated' }],
    ['SagaCanceled', { type: 'SagaCanceled' }],
    ['SagaTerminated', { type: 'SagaTerminated' }],
    ['SagaFailed', { type: 'SagaFailed', cause: 'failure', error: {} }],
  ])('nothing follows %s', async (_, end) => {
    const instance = new InstanceUnderTest(saga((ctx) => ctx.receive(approve)));
    await instance.start();
    const turns = [also(instance.turns, end, { type: 'SagaPaused' })];
    await expect(instance.replay(-1, turns)).rejects.toThrow('events follow the end of the run');
  });

  it('a child that was terminated is not reopened', async () => {
    const instance = new InstanceUnderTest(saga((ctx) => ctx.receive(approve)));
    const parent = { workflowId: 'p-1', run: 0, childId: 'trip#1', attempt: 1 };
    await instance.start(null, { parent });
    const turns = [also(instance.turns, { type: 'SagaTerminated' }, { type: 'UndoRequested', attempt: 1 })];
    await expect(instance.replay(-1, turns)).rejects.toThrow('the instance is terminated and stays so');
  });

  it('an empty history is that of an instance which is not there', async () => {
    const { execution, unpublished } = await new InstanceUnderTest(code).replay(-1, []);
    expect(execution.state.phase).toBe('absent');
    expect([execution.hasWork, execution.wakeAt, execution.waitingFor, unpublished]).toEqual([
      false,
      undefined,
      [],
      [],
    ]);
  });

  it('only what lies above the published seq is to be sent', async () => {
    const instance = await completeHistory();
    const { unpublished } = await instance.replay(1);
    expect(unpublished.map(({ turn }) => turn.seq)).toEqual([2, 3]);
  });
});
