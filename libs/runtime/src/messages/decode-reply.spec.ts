import { describe, expect, it } from '@jest/globals';

import { decodeReply } from './decode-reply.js';
import { incoming } from './incoming.for-spec.js';

const base = { namespace: 'default', workflowId: 'order-42', run: 0, requestId: 'r-1' };

describe('a reply', () => {
  it.each([
    [{ type: 'accepted', ...base, attached: true }],
    [{ type: 'rejected', ...base, code: 'INVALID_INPUT', detail: 'd', path: '/input/a' }],
    [{ type: 'closed', ...base, status: 'completed', output: { id: 1 } }],
    [{ type: 'closed', ...base, status: 'compensated', error: { type: 'X', message: 'm' } }],
  ])('%j is read as it is', (reply) => {
    expect(decodeReply(incoming(reply, { key: 'order-42' }))).toEqual({ kind: 'message', message: reply });
  });

  it.each([
    [{ type: 'closed', ...base, status: 'running' }],
    [{ type: 'rejected', ...base, code: 'BECAUSE' }],
    [{ type: 'maybe', ...base }],
  ])('%j is not understood', (reply) => {
    expect(decodeReply(incoming(reply)).kind).toBe('unreadable');
  });
});
