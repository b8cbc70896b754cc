import { describe, expect, it } from '@jest/globals';
import type { Turn } from '@skald/engine';
import type { BrokerRecord, CommittedOffset } from '../evidence/broker-dump.js';
import { theBrokerHasWhatTheJournalSays } from '../invariants/the-broker-has-what-the-journal-says.js';
import { failed, planned, scheduled, started, undone, undoScheduled } from './events.for-spec.js';
import { journal, told } from './invariant.for-spec.js';
import { WrittenJournal } from './written-journal.for-spec.js';

const identity = { namespace: 'default', workflowId: 'order-42', run: 0, activityId: 'pay' };
const { turns } = new WrittenJournal().turn(started({ requestId: 'r' }), scheduled('pay'));
const record = (topic: string, message: unknown, offset = 0, headers = {}): BrokerRecord => ({
  ...{ topic: `saga.${topic}`, partition: 0, offset, key: 'order-42', headers },
  value: typeof message === 'string' ? message : JSON.stringify(message),
});
const turnRecord = (turn: Turn) => record('events', { ...turn, status: 'running' });
const command = (attempt: number) =>
  record('commands.shop', { ...identity, type: 'execute', attempt, idempotencyKey: 'order-42:pay:execute' }, attempt);
const request = (requestId: string) => record('requests', { type: 'start', ...identity, requestId });
const result = record('results', { type: 'completed', ...identity, operation: 'execute', attempt: 1, output: null });
const published = [...turns.map(turnRecord), command(1)];
const passed = (topic: string, offset = 9): CommittedOffset => ({
  ...{ group: 'g', topic: `saga.${topic}` },
  partition: 0,
  offset,
});
const tell = (records: readonly BrokerRecord[], ...committed: readonly CommittedOffset[]) =>
  told(theBrokerHasWhatTheJournalSays, { ...journal(turns), broker: { prefix: 'saga.', records, committed } });
const overtaken = 'the committed offset has passed a record that left no trace';

describe('I-17 the broker has what the journal says', () => {
  it('lets pass what is there once or more, and what is not settled yet above the committed offset', () => {
    expect(tell([...published, ...published])).toEqual([]);
    expect(tell([...published, result, request('s')])).toEqual([]);
    expect(tell([...published, result], passed('commands.shop'))).toEqual([]);
    expect(tell([...published, request('r')], passed('requests'))).toEqual([]);
  });

  it('catches what was never published', () => {
    expect(tell([command(1)])).toEqual(['a turn was never published']);
    expect(tell(turns.map(turnRecord))).toEqual(['the command order-42:pay:execute, attempt 1, is on no topic']);
  });

  it('catches what no turn says', () => {
    expect(tell([...published, command(2)])).toEqual(['a command was sent that no turn issued']);
    expect(tell([...published, turnRecord({ ...turns[0]!, seq: 1 })])).toEqual([
      'a turn was published that is not in the journal',
    ]);
    expect(tell([...published, turnRecord({ ...turns[0]!, events: [] })])).toEqual(['a turn was published otherwise']);
  });

  it('catches an offset that was committed over a result, a request, a command', () => {
    expect(tell([...published, result], passed('results'))).toEqual([overtaken]);
    expect(tell([...published, request('s')], passed('requests'))).toEqual([overtaken]);
    expect(tell(published, passed('commands.shop'))).toEqual([overtaken]);
  });

  it('catches an undo that was not told of the output that came late', () => {
    const undoing = [failed('pay', { outcome: 'unknown' }), planned('pay'), undoScheduled('pay'), undone('pay')];
    const all = new WrittenJournal().turn(started({}), scheduled('pay'), ...undoing).turns;
    const undo = { ...identity, type: 'compensate', attempt: 1, idempotencyKey: 'order-42:pay:compensate' };
    const records = [...all.map(turnRecord), command(1), record('commands.shop', undo, 2), result];
    const seen = { ...journal(all), broker: { prefix: 'saga.', records, committed: [passed('results')] } };
    expect(told(theBrokerHasWhatTheJournalSays, seen)).toEqual([overtaken]);
  });

  it('catches what cannot be read and is no dead letter', () => {
    const bad = record('requests', '{');
    const buried = record('requests.dlq', '{', 0, {
      ...{ skald_dlq_topic: 'saga.requests', skald_dlq_partition: '0', skald_dlq_offset: '0' },
    });
    expect(tell([...published, bad, buried], passed('requests'))).toEqual([]);
    expect(tell([...published, bad], passed('requests'))).toEqual(['a record that cannot be read is no dead letter']);
  });
});
