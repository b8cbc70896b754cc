import { describe, expect, it } from '@jest/globals';
import type { InstanceProjection } from '@skald/ports';
import { aProjection } from '../../builders/projection.js';
import type { Evidence } from '../evidence/evidence.js';
import { everythingComesToRest } from '../invariants/everything-comes-to-rest.js';
import { attemptFailed, closed, scheduled, started } from './events.for-spec.js';
import { told } from './invariant.for-spec.js';
import { began, WrittenJournal } from './written-journal.for-spec.js';

const at = began + 60_000;
const instant = (ms: number): string => new Date(ms).toISOString();
const base = {
  ...aProjection({ instance: 'default/order-42', status: 'running', seq: 0, publishedSeq: 0 }),
  waitingFor: [],
};
const { wakeAt: _, ...still } = base;
const tell = (written: WrittenJournal, part: Partial<InstanceProjection> = {}, seen: Partial<Evidence> = {}) =>
  told(everythingComesToRest, {
    ...{ at, healedAt: began, boundMs: 30_000 },
    journal: { turns: written.turns, earlier: [], projections: [{ ...still, ...part }] },
    ...seen,
  });
const waits = () => new WrittenJournal().turn(started());
const flying = () => new WrittenJournal().turn(started(), scheduled('pay'));
const stuck = 'default/order-42 is stuck in running';

describe('I-21 everything comes to rest', () => {
  it('lets pass ends, signals, timers and back-offs that are to come, and operators', () => {
    expect(tell(waits(), { waitingFor: [{ kind: 'signal', id: 'go', since: instant(began) }] })).toEqual([]);
    expect(
      tell(waits(), {
        wakeAt: at + 1,
        waitingFor: [{ kind: 'timer', id: 't', since: instant(began), until: instant(at + 1) }],
      }),
    ).toEqual([]);
    expect(
      tell(new WrittenJournal().turn(started(), scheduled('pay'), attemptFailed('pay', 1, 'none', at + 1))),
    ).toEqual([]);
    expect(tell(flying(), { status: 'parked' })).toEqual([]);
    expect(tell(new WrittenJournal().turn(started(), closed()), { status: 'completed' })).toEqual([]);
  });

  it('says nothing before the bound is over', () => {
    expect(tell(flying(), {}, { healedAt: at })).toEqual([]);
  });

  it('lets pass what was handed over', () => {
    const message = {
      type: 'handed-over',
      namespace: 'default',
      workflowId: 'order-42',
      run: 0,
      activityId: 'pay',
      operation: 'execute',
    };
    const record = {
      topic: 'saga.results',
      partition: 0,
      offset: 0,
      key: 'order-42',
      value: JSON.stringify(message),
      headers: {},
    };
    expect(tell(flying(), {}, { broker: { prefix: 'saga.', records: [record], committed: [] } })).toEqual([]);
  });

  it.each<[string, WrittenJournal, Partial<InstanceProjection>]>([
    ['an activity without an answer', flying(), {}],
    [
      'a back-off that is over',
      new WrittenJournal().turn(started(), scheduled('pay'), attemptFailed('pay', 1, 'none', began)),
      {},
    ],
    [
      'a timer that is over',
      waits(),
      { waitingFor: [{ kind: 'timer', id: 't', since: instant(began), until: instant(began) }] },
    ],
    ['an effect that was not run', waits(), { waitingFor: [{ kind: 'effect', id: 'e', since: instant(began) }] }],
    ['a waking that did not come', waits(), { wakeAt: began }],
    [
      'a child that is not there',
      new WrittenJournal().turn(started(), {
        ...{ type: 'ChildStarted', childId: 'k', workflowId: 'k', saga: 'k' },
        onParentClose: 'cancel',
      }),
      {},
    ],
  ])('catches %s', (_, written, part) => {
    expect(tell(written, part)).toEqual([stuck]);
  });

  it('catches what is not shown or not published', () => {
    expect(tell(waits().turn(closed()), { publishedSeq: 1 })).toEqual([
      'the projection of default/order-42 is at seq 0',
    ]);
    expect(tell(waits().turn(closed()), { seq: 1 })).toEqual(['default/order-42 is published up to seq 0']);
  });
});
