import { describe, expect, it } from '@jest/globals';
import { acceptedStartsAreNotLost } from '../invariants/accepted-starts-are-not-lost.js';
import { closed, started } from './events.for-spec.js';
import { journal, ok, refused, startCall, told, unknown } from './invariant.for-spec.js';
import { WrittenJournal } from './written-journal.for-spec.js';

const one = new WrittenJournal().turn(started({ requestId: 'r' }), closed()).turns;
const tell = (seen: Parameters<typeof told>[1]) => told(acceptedStartsAreNotLost, seen);

describe('I-01 no accepted start is lost', () => {
  it.each([
    ['accepted and there', [startCall(ok(), { requestId: 'r' })], one],
    ['unknown and there', [startCall(unknown, { requestId: 'r' })], one],
    ['unknown and not there', [startCall(unknown, { requestId: 'r' })], []],
    ['refused and not there', [startCall(refused('UNKNOWN_SAGA'))], []],
    ['accepted, then refused for another', [startCall(ok()), startCall(refused('ALREADY_STARTED'))], one],
    ['unknown, then refused', [unknown, refused('LIMIT_REACHED')].map((o) => startCall(o, { requestId: 'r' })), one],
  ])('lets pass: %s', (_, calls, turns) => {
    expect(tell({ calls, ...journal(turns) })).toEqual([]);
  });

  it('lets pass what a parent or a record of somebody else asked for', () => {
    const parent = new WrittenJournal('a').turn(started(), {
      ...{ type: 'DetachedStarted', workflowId: 'order-42', saga: 'order-checkout', input: null },
    });
    const child = new WrittenJournal('b').turn(
      started({ parent: { workflowId: 'a', run: 0, childId: 'b', attempt: 1 } }),
    );
    const calls = [startCall(ok({ workflowId: 'a' }), { workflowId: 'a' })];
    expect(tell({ calls, ...journal(parent.turns, one, child.turns) })).toEqual([]);
    const record = { topic: 'saga.requests', partition: 0, offset: 0, key: 'order-42', value: null, headers: {} };
    expect(tell({ broker: { prefix: 'saga.', records: [record], committed: [] }, ...journal(one) })).toEqual([]);
  });

  it('catches a lost start', () => {
    expect(tell({ calls: [startCall(ok())] })).toEqual(['an accepted start has no instance']);
  });

  it('catches a start that began two instances', () => {
    const twice = new WrittenJournal()
      .turn(started({ requestId: 'r' }), closed())
      .turn(started({ requestId: 'r' }), closed()).turns;
    const calls = [startCall(ok(), { requestId: 'r' })];
    expect(tell({ calls, ...journal(twice) })).toEqual(['one start (r) began 2 instances']);
  });

  it('catches a refused start that began', () => {
    const calls = [startCall(refused('LIMIT_REACHED'), { requestId: 'r' })];
    expect(tell({ calls, ...journal(one) })).toEqual(['a refused start began an instance all the same']);
  });

  it('catches an instance that nobody asked for', () => {
    expect(tell(journal(one))).toEqual(['nobody asked for this instance']);
    const record = { topic: 'saga.events', partition: 0, offset: 0, key: 'order-42', value: null, headers: {} };
    const broker = { prefix: 'saga.', records: [record], committed: [] };
    expect(tell({ broker, ...journal(one) })).toEqual(['nobody asked for this instance']);
  });
});
