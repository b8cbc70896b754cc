import { describe, expect, it } from '@jest/globals';

import { decodeCommand } from './decode-command.js';
import { incoming } from './incoming.for-spec.js';

const identity = { namespace: 'default', workflowId: 'order-42', run: 0, activityId: 'charge', attempt: 1 };
const execute = {
  type: 'execute',
  ...identity,
  activity: 'payments.charge',
  scheduledAt: '2026-11-22T10:00:00.000Z',
  idempotencyKey: 'order-42:charge:execute',
  input: { amount: 5 },
};
const key = 'order-42:charge';

describe('a command', () => {
  it.each([
    [execute],
    [
      {
        ...execute,
        timeoutMs: 30_000,
        deadline: '2026-11-22T11:00:00.000Z',
        heartbeatTimeoutMs: 10_000,
        heartbeat: { at: 3 },
      },
    ],
    [{ ...execute, type: 'compensate', input: undefined, forward: { input: 1, outcome: 'completed', output: 2 } }],
    [{ ...execute, type: 'compensate', input: undefined, forward: { input: 1, outcome: 'unknown' } }],
    [{ type: 'cancel', ...identity, activity: 'payments.charge', reason: 'timeout' }],
  ])('%j is read as it is', (command) => {
    expect(decodeCommand(incoming(command, { key }))).toEqual({
      kind: 'message',
      message: JSON.parse(JSON.stringify(command)),
    });
  });

  it.each([
    ['no activity', { ...execute, activity: undefined }],
    ['a deadline that is no instant', { ...execute, deadline: 'soon' }],
    ['a forward without outcome', { ...execute, type: 'compensate', forward: { input: 1 } }],
  ])('with %s says whose it is, so that the coordinator can be told', (_, command) => {
    expect(decodeCommand(incoming(command, { key }))).toMatchObject({
      kind: 'unreadable',
      reason: 'INVALID_MESSAGE',
      identity: { ...identity, operation: command.type },
    });
  });

  it('under another key is refused', () => {
    expect(decodeCommand(incoming(execute, { key: 'order-42:other' }))).toMatchObject({
      reason: 'KEY_MISMATCH',
      identity: { activityId: 'charge' },
    });
  });

  it.each([['no JSON'], ['{"type":"execute"}'], ['{"type":"dance"}']])('%s names nobody', (text) => {
    const decoded = decodeCommand(incoming(text));
    expect(decoded.kind).toBe('unreadable');
    expect(decoded).not.toHaveProperty('identity');
  });
});
