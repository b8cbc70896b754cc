import { describe, expect, it } from '@jest/globals';
import type { Carried, EventBody } from '@skald/contracts';
import { aCancelStopsForwardWork } from '../invariants/a-cancel-stops-forward-work.js';
import { childrenAreAsRecorded } from '../invariants/children-are-as-recorded.js';
import { runsFormALine } from '../invariants/runs-form-a-line.js';
import { closed, completed, scheduled, started } from './events.for-spec.js';
import { journal, ok, told } from './invariant.for-spec.js';
import { began, WrittenJournal } from './written-journal.for-spec.js';

describe('I-14 a cancel stops forward work', () => {
  const cancel: EventBody = { type: 'CancelRequested', compensate: true, graceMs: 60_000 };
  const givenUp: EventBody = { type: 'ActivityCanceled', activityId: 'pay', operation: 'execute', outcome: 'unknown' };
  const tell = (at: number, ...then: readonly EventBody[]) =>
    told(
      aCancelStopsForwardWork,
      journal(
        new WrittenJournal()
          .turn(started(), scheduled('pay'))
          .turn(cancel)
          .turnAt(at, ...then).turns,
      ),
    );

  it('lets pass what cleans up within the grace', () => {
    expect(tell(began + 9_000, givenUp, scheduled('clean'))).toEqual([]);
  });

  it('catches what is scheduled after the grace, or while something is still open', () => {
    const late = 'clean was scheduled after the grace of a cancel';
    expect(tell(began + 9_000, givenUp, { type: 'CancelGraceExpired' }, scheduled('clean'))).toEqual([late]);
    expect(tell(began + 9_000, scheduled('clean'))).toEqual(['a cancel left pay open while more was asked for']);
  });
});

it('I-14 catches an accepted cancel that is in no history', () => {
  const calls = [
    {
      request: { type: 'cancel', namespace: 'default', workflowId: 'order-42' } as const,
      ...{ sender: 'ana', invokedAt: began, outcome: ok() },
    },
  ];
  const written = new WrittenJournal().turn(started());
  expect(told(aCancelStopsForwardWork, { calls, ...journal(written.turns) })).toEqual([
    'an accepted cancel is in no history',
  ]);
  written.turn({ type: 'CancelRequested', compensate: true, graceMs: 1 });
  expect(told(aCancelStopsForwardWork, { calls, ...journal(written.turns) })).toEqual([]);
});

describe('I-15 children are as recorded', () => {
  const begins: EventBody = {
    ...{ type: 'ChildStarted', childId: 'kid', workflowId: 'kid-1', saga: 'kid' },
    onParentClose: 'cancel',
  };
  const ended: EventBody = { type: 'ChildCompleted', childId: 'kid', operation: 'execute', attempt: 1, output: 7 };
  const failedAs: EventBody = {
    ...{ type: 'ChildFailed', childId: 'kid', operation: 'execute', status: 'failed', outcome: 'none' },
    error: { type: 'x', message: 'x' },
  };
  const parent = { workflowId: 'order-42', run: 0, childId: 'kid', attempt: 1 };
  const kid = (output: number) => new WrittenJournal('kid-1').turn(started({ parent })).turn(closed(output)).turns;
  const tell = (events: readonly EventBody[], child: ReturnType<typeof kid>) =>
    told(childrenAreAsRecorded, journal(new WrittenJournal().turn(started(), ...events).turns, child));

  it('lets pass what the child came to', () => {
    expect(tell([begins, ended], kid(7))).toEqual([]);
  });

  it('catches a child that nobody recorded, and an outcome that is not its own', () => {
    expect(tell([], kid(7))).toEqual(['a child was started that its parent did not record']);
    expect(tell([begins, ended], kid(8))).toEqual(['kid is recorded as completed, and did not complete so']);
    expect(tell([begins, ended], [])).toEqual(['kid is recorded as completed, and did not complete so']);
    expect(tell([begins, failedAs], kid(7))).toEqual(['kid is recorded as failed, and is not']);
    const undone: readonly EventBody[] = [
      { type: 'ChildUndoRequested', childId: 'kid' },
      { type: 'ChildCompleted', childId: 'kid', operation: 'compensate', attempt: 1 },
    ];
    expect(tell([begins, ended, ...undone], kid(7))).toEqual(['kid is recorded as undone, and is not']);
  });
});

describe('I-16 runs form a line', () => {
  const signal = (payload: number): EventBody => ({ type: 'SignalReceived', name: 'go', payload });
  const { type: _, ...asked } = scheduled('pay');
  const carried: Carried = {
    signals: [],
    undo: [{ run: 0, scheduled: asked, attempt: 1, output: null }],
    pivotPassed: false,
    listeners: [],
  };
  const goesOn = (part: Partial<Carried> = {}): EventBody => ({
    type: 'SagaContinuedAsNew',
    input: null,
    version: 1,
    carried: { ...carried, ...part },
  });
  const first = () =>
    new WrittenJournal().turn(started(), scheduled('pay'), completed('pay')).turn(signal(1), signal(2));
  const tell = ({ turns }: WrittenJournal) => told(runsFormALine, journal(turns));
  const next = started({ continued: true });

  it('lets pass what is carried, and a restart of what was closed', () => {
    expect(
      tell(
        first()
          .turn(goesOn({ signals: [{ name: 'go', payload: 2 }] }), next)
          .turn(completed('pay', { run: 0 })),
      ),
    ).toEqual([]);
    expect(tell(new WrittenJournal().turn(started()).turn(closed()).turn(started()))).toEqual([]);
  });

  it('catches signals that are lost or made up at the boundary', () => {
    const what = 'the signals that are carried are not the newest that were received';
    expect(tell(first().turn(goesOn({ signals: [{ name: 'go', payload: 1 }] }), next))).toEqual([what]);
    expect(tell(first().turn(goesOn({ signals: [{ name: 'other', payload: 1 }] }), next))).toEqual([what]);
  });

  it('catches what may have to be undone and is not carried, and what settles without being carried', () => {
    const forgotten = first().turn(goesOn({ undo: [] }), next);
    expect(tell(forgotten)).toEqual(['pay may have to be undone and is not carried']);
    expect(tell(forgotten.turn(completed('pay', { run: 0 })))).toContain('pay of run 0 settles in run 1');
  });

  it('catches a run that begins while another is open, and one that is left out', () => {
    expect(tell(new WrittenJournal().turn(started()).turn(started()))).toEqual(['a run begins while another is open']);
    const { turns } = new WrittenJournal().turn(started()).turn(closed()).turn(started());
    expect(told(runsFormALine, journal(turns.map((turn) => ({ ...turn, run: turn.run * 2 }))))).toEqual([
      'run 1 was expected',
    ]);
  });
});
