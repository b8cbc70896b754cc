import { describe, expect, it } from '@jest/globals';
import type { InstanceProjection } from '@skald/ports';
import { aProjection } from '../../builders/projection.js';
import type { ReplayedHistory, Standing } from '../evidence/replayed-history.js';
import { historiesReplayEqually } from '../invariants/histories-replay-equally.js';
import { closed, started } from './events.for-spec.js';
import { told } from './invariant.for-spec.js';
import { WrittenJournal } from './written-journal.for-spec.js';

const { turns } = new WrittenJournal().turn(started(), closed());
const { wakeAt: _, ...shown } = aProjection({
  instance: 'default/order-42',
  status: 'completed',
  seq: 0,
  waitingFor: [],
});
const sent = { seq: 0, topic: 'saga.commands.shop', key: 'k', value: '{}' };
const standing: Standing = { status: 'completed', waitingFor: [] };
const record = { topic: sent.topic, partition: 0, offset: 0, key: 'k', value: '{}', headers: {} };
const tell = (outcome: ReplayedHistory['outcome'], part: Partial<InstanceProjection> = {}, value = '{}') =>
  told(historiesReplayEqually, {
    journal: { turns, earlier: [], projections: [{ ...shown, ...part }] },
    broker: { prefix: 'saga.', records: [{ ...record, value }], committed: [] },
    replays: [{ instance: 'default/order-42', how: 'whole', outcome }],
  });

describe('I-12 histories replay equally', () => {
  it('lets pass the same state and the same messages, and code that an instance is parked for', () => {
    expect(tell({ kind: 'replayed', standing, sent: [sent] })).toEqual([]);
    expect(tell({ kind: 'broken', problem: 'x' }, { status: 'parked' })).toEqual([]);
  });

  it('catches a replay that breaks, stands otherwise, or sends something else', () => {
    expect(tell({ kind: 'broken', problem: 'x' })).toEqual(['a whole replay breaks: x']);
    expect(tell({ kind: 'replayed', standing: { ...standing, wakeAt: 1 }, sent: [] })).toEqual([
      'a whole replay stands otherwise than what lived',
    ]);
    expect(tell({ kind: 'replayed', standing, sent: [sent] }, {}, '{"a":1}')).toEqual([
      'a whole replay sends what is on no topic',
    ]);
  });
});
