// Good messages of every kind with every field, to be mutated.

const instance = { namespace: 'default', workflowId: 'order-42' };
const parent = { workflowId: 'trip-7', run: 0, childId: 'hotel', attempt: 1 };
const asked = { ...instance, requestId: 'r-1', replyTo: 'saga.replies' };
const started = {
  ...{ saga: 'shop', version: 1, timeoutMs: 60_000, onExisting: 'attach', delayMs: 5 },
  input: { total: 10, lines: [{ sku: 'a', count: 2 }] },
  attributes: { customer: 'ana', tier: 3, vip: true },
};

export const goodRequests: readonly object[] = [
  { type: 'start', ...asked, ...started },
  { type: 'start', ...instance, saga: 'shop', input: { total: 10 }, parent },
  { type: 'signal', ...asked, name: 'approve', signalId: 's-1', payload: { by: 'ana' }, start: started },
  { type: 'cancel', ...asked, reason: 'no stock', compensate: true, actor: 'ana' },
  { type: 'cancel', ...instance, parent },
  { type: 'terminate', ...asked, reason: 'gone', actor: 'ana' },
  { type: 'retry', ...asked, activityId: 'charge', run: 0, operation: 'compensate', reason: 'again', actor: 'ana' },
  { type: 'skip', ...asked, activityId: 'charge' },
  { type: 'resolve', ...asked, activityId: 'charge', output: { payment: 'p-1' } },
  { type: 'pause', ...asked, reason: 'night', actor: 'ana' },
  { type: 'resume', ...asked },
  { type: 'undo', ...instance, parent },
];

const attempt = {
  ...{ ...instance, run: 0, activityId: 'charge', operation: 'execute', attempt: 1 },
  scheduledAt: '2026-01-01T00:00:00.000Z',
};
const cause = { type: 'Declined', message: 'by the bank', cause: { type: 'Limit', message: '' } };
const error = { type: 'CardDeclined', message: 'no', details: { code: 2 }, cause };
const ofChild = {
  ...{ ...instance, run: 0, childId: 'hotel', attempt: 1, operation: 'execute' },
  child: { workflowId: 'hotel-7', run: 1 },
};

export const goodResults: readonly object[] = [
  { type: 'completed', ...attempt, output: { payment: 'p-1', lines: [1, 2] } },
  { type: 'failed', ...attempt, error, retryable: false, retryAfterMs: 5, effect: 'none' },
  { type: 'started', ...attempt },
  { type: 'heartbeat', ...attempt, details: { done: 7 } },
  { type: 'handed-over', ...attempt },
  { type: 'child-completed', ...ofChild, output: { room: 7 }, pivot: true },
  { type: 'child-failed', ...ofChild, status: 'failed', cause: 'timeout', error, effect: 'none' },
];

const address = { ...instance, run: 0, activityId: 'charge', activity: 'payments.charge', attempt: 1 };
const command = {
  ...address,
  ...{ scheduledAt: '2026-01-01T00:00:00.000Z', issuedAt: '2026-01-01T00:00:01.000Z' },
  ...{ idempotencyKey: 'order-42:charge:execute', timeoutMs: 1_000, deadline: '2036-01-01T00:00:00.000Z' },
  ...{ heartbeatTimeoutMs: 1_000, reportStart: true, heartbeat: { done: 3 } },
};

export const goodCommands: readonly object[] = [
  { type: 'execute', ...command, input: { total: 10 } },
  { type: 'compensate', ...command, forward: { input: { total: 10 }, outcome: 'completed', output: { p: 1 } } },
  { type: 'compensate', ...command, forward: { input: { total: 10 }, outcome: 'unknown' } },
  { type: 'cancel', ...address, reason: 'timeout' },
];

export const goodReplies: readonly object[] = [
  { type: 'accepted', ...instance, run: 0, requestId: 'r-1', attached: true },
  { type: 'rejected', ...instance, run: 0, requestId: 'r-1', code: 'INVALID_INPUT', detail: 'no', path: '/input' },
  { type: 'closed', ...instance, run: 0, requestId: 'r-1', status: 'failed', output: { a: 1 }, error },
];
