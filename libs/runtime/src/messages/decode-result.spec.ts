import { describe, expect, it } from '@jest/globals';

import { decodeResult } from './decode-result.js';
import { incoming } from './incoming.for-spec.js';

const key = 'order-42';
const identity = {
  namespace: 'default',
  workflowId: key,
  run: 0,
  activityId: 'charge',
  operation: 'execute',
  attempt: 1,
};
const completed = { type: 'completed', ...identity, output: { id: 'p-1' } };

const ofChild = {
  namespace: 'default',
  workflowId: key,
  run: 0,
  childId: 'hotel',
  attempt: 1,
  operation: 'execute',
  child: { workflowId: 'hotel-7', run: 1 },
};

describe('a result', () => {
  it.each([
    [completed],
    [{ type: 'failed', ...identity, error: { type: 'CardDeclined', message: 'no', details: { code: 2 } } }],
    [
      {
        type: 'failed',
        ...identity,
        error: { type: 'A', message: '', cause: { type: 'B', message: '', cause: { type: 'C', message: '' } } },
        retryable: false,
        retryAfterMs: 5,
        effect: 'none',
      },
    ],
    [{ type: 'started', ...identity }],
    [{ type: 'heartbeat', ...identity, details: { done: 7 } }],
    [{ type: 'heartbeat', ...identity }],
    [{ type: 'handed-over', ...identity }],
    [{ type: 'child-completed', ...ofChild, output: 7, pivot: true }],
    [
      {
        type: 'child-failed',
        ...ofChild,
        status: 'failed',
        cause: 'timeout',
        error: { type: 'A', message: '' },
        effect: 'none',
      },
    ],
    [{ type: 'child-failed', ...ofChild, status: 'rejected', error: { type: 'A', message: '' }, effect: 'unknown' }],
  ])('%j is read as it is', (result) => {
    expect(decodeResult(incoming(result, { key }))).toEqual({ kind: 'message', message: result });
  });

  it('needs neither namespace nor workflowId nor output of a foreign participant', () => {
    const { namespace: _n, workflowId: _w, ...rest } = identity;
    expect(decodeResult(incoming({ type: 'completed', ...rest }, { key }))).toEqual({
      kind: 'message',
      message: { type: 'completed', ...identity, output: null },
    });
  });

  it.each([
    ['no run', { ...completed, run: undefined }],
    ['an attempt below 1', { ...completed, attempt: 0 }],
    ['an unknown operation', { ...completed, operation: 'do' }],
    ['a child of nobody', { type: 'child-completed', ...ofChild, child: undefined }],
    ['a child that ended in no known way', { type: 'child-failed', ...ofChild, status: 'running' }],
    ['a bad activityId', { ...completed, activityId: 'a/b' }],
    ['an unknown type', { ...completed, type: 'done' }],
    ['an error without type', { type: 'failed', ...identity, error: { message: 'x' } }],
    ['an effect that is a guess', { type: 'failed', ...identity, error: { type: 'X' }, effect: 'maybe' }],
  ])('with %s is a dead letter', (_, result) => {
    expect(decodeResult(incoming(result, { key }))).toMatchObject({ kind: 'unreadable', reason: 'INVALID_MESSAGE' });
  });

  it('with __proto__ in its output is a dead letter', () => {
    const text = JSON.stringify(completed).replace('"id"', '"__proto__"');
    expect(decodeResult(incoming(text, { key }))).toMatchObject({
      detail: '/output/__proto__ is a name that is not allowed',
    });
  });

  it('whose causes go deeper than any stack is a dead letter', () => {
    const levels = 100_000;
    const error = `${'{"type":"X","cause":'.repeat(levels)}{"type":"X"}${'}'.repeat(levels)}`;
    const text = JSON.stringify({ type: 'failed', ...identity, error: 0 }).replace('"error":0', `"error":${error}`);
    expect(decodeResult(incoming(text, { key }))).toMatchObject({ kind: 'unreadable', reason: 'INVALID_MESSAGE' });
  });

  it('obeys the rules of the key', () => {
    expect(decodeResult(incoming(completed))).toEqual({ kind: 'forward', key });
    expect(decodeResult(incoming(completed, { key: 'other' }))).toMatchObject({ reason: 'KEY_MISMATCH' });
  });
});

describe('an oversize result', () => {
  const limits = { payloadBytes: 10_000 };

  it('fails its activity for good instead of being lost', () => {
    expect(decodeResult(incoming({ ...completed, output: 'x'.repeat(10_000) }, { key }), limits)).toEqual({
      kind: 'message',
      message: {
        type: 'failed',
        ...identity,
        error: { type: 'PAYLOAD_TOO_LARGE', message: 'the output is over 10000 bytes' },
        retryable: false,
        effect: 'unknown',
      },
    });
  });

  it('loses the details of a heartbeat and of an error, never what it says', () => {
    expect(
      decodeResult(incoming({ type: 'heartbeat', ...identity, details: 'x'.repeat(10_000) }, { key }), limits),
    ).toMatchObject({ message: { type: 'heartbeat', details: null } });
    const error = { type: 'Boom', message: 'm'.repeat(9_000), details: 'd'.repeat(9_000) };
    expect(decodeResult(incoming({ type: 'failed', ...identity, error }, { key }), limits)).toMatchObject({
      message: { type: 'failed', error: { type: 'Boom', message: 'm'.repeat(8_192) } },
    });
  });
});
