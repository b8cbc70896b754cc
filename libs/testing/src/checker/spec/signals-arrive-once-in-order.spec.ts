import { describe, expect, it } from '@jest/globals';
import type { EventBody } from '@skald/contracts';
import type { BrokerRecord } from '../evidence/broker-dump.js';
import type { ClientCall, ClientOutcome } from '../evidence/client-call.js';
import { signalsArriveOnceInOrder } from '../invariants/signals-arrive-once-in-order.js';
import { started } from './events.for-spec.js';
import { journal, ok, refused, told, unknown } from './invariant.for-spec.js';
import { began, WrittenJournal } from './written-journal.for-spec.js';

const received = (signalId: string): EventBody => ({ type: 'SignalReceived', name: 'go', signalId, payload: null });
const call = (
  signalId: string,
  second: number,
  outcome: ClientOutcome = ok({}, began + second * 1_000 + 1),
): ClientCall => ({
  request: { type: 'signal', namespace: 'default', workflowId: 'order-42', name: 'go', signalId, payload: null },
  ...{ sender: 'ana', invokedAt: began + second * 1_000, outcome },
});
const tell = (calls: readonly ClientCall[], ...ids: readonly string[]) =>
  told(signalsArriveOnceInOrder, {
    calls,
    ...journal(new WrittenJournal().turn(started()).turn(...ids.map(received)).turns),
  });

describe('I-10 signals arrive once, in order', () => {
  it('lets pass accepted ones, repeats of one, and unknown ones that came or did not', () => {
    expect(tell([call('a', 0), call('b', 1)], 'a', 'b')).toEqual([]);
    expect(tell([call('a', 0, unknown), call('a', 1)], 'a')).toEqual([]);
    expect(tell([call('a', 0, unknown), call('b', 1, unknown)], 'b')).toEqual([]);
    expect(tell([call('a', 0, refused('CLOSED'))], 'b')).toEqual([]);
  });

  it('lets pass any order of calls that overlapped, or of several senders', () => {
    expect(tell([call('a', 0, ok({}, began + 5_000)), call('b', 1)], 'b', 'a')).toEqual([]);
    expect(tell([call('a', 0), { ...call('b', 1), sender: 'bo' }], 'b', 'a')).toEqual([]);
  });

  it('lets pass a signal that stands where an earlier try of it may have put it, whoever tried', () => {
    expect(tell([call('a', 0, unknown), call('b', 1), call('a', 2)], 'a', 'b')).toEqual([]);
    expect(tell([{ ...call('a', 0), sender: 'bo' }, call('b', 1), call('a', 2)], 'a', 'b')).toEqual([]);
  });

  it('lets pass one that found nobody, when its record came a second time', () => {
    const early = { ...call('a', 0, refused('NOT_FOUND')), request: { ...call('a', 0).request, requestId: 'r-1' } };
    const record = (offset: number): BrokerRecord => ({
      ...{ topic: 'saga.requests', partition: 0, offset, key: 'order-42', value: JSON.stringify(early.request) },
      headers: {},
    });
    const withRecords = (...records: readonly BrokerRecord[]) =>
      told(signalsArriveOnceInOrder, {
        calls: [early],
        ...journal(new WrittenJournal().turn(started()).turn(received('a')).turns),
        broker: { prefix: 'saga.', records, committed: [] },
      });
    expect(withRecords(record(0), record(1))).toEqual([]);
    expect(withRecords(record(0))).toEqual(['a refused signal was received all the same']);
  });

  it('catches a lost, a doubled, a refused one, and another order', () => {
    expect(tell([call('a', 0)])).toEqual(['an accepted signal is in no run of its instance']);
    expect(tell([call('a', 0)], 'a', 'a')).toEqual(['one signal was received twice']);
    expect(tell([call('a', 0, refused('CLOSED'))], 'a')).toEqual(['a refused signal was received all the same']);
    expect(tell([call('a', 0), call('b', 1)], 'b', 'a')).toEqual(['signals of one sender stand in another order']);
  });
});
