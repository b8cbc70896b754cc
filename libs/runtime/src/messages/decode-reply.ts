import type { Reply } from '@skald/contracts';
import { defaultNamespace } from '@skald/contracts';
import type { IncomingRecord } from '@skald/ports';
import { z } from 'zod';

import { misfit, name, optionalJson, recordedError, shortText, wholeNumber } from './fields.js';
import { flawIn } from './json-flaw.js';
import type { Unreadable } from './read-json.js';
import { misfitting } from './read-json.js';
import { readRecord } from './read-record.js';

export type DecodedReply = { readonly kind: 'message'; readonly message: Reply } | Unreadable;

const replyBase = {
  namespace: name('namespace').default(defaultNamespace),
  workflowId: name('workflowId'),
  run: wholeNumber.default(0),
  requestId: z.exactOptional(shortText),
};

const refusalCode = z.enum([
  'UNKNOWN_SAGA',
  'INVALID_INPUT',
  'NOT_FOUND',
  'CLOSED',
  'ALREADY_STARTED',
  'PAYLOAD_TOO_LARGE',
  'LIMIT_REACHED',
]);

const closedStatus = z.enum(['completed', 'failed', 'compensated', 'canceled', 'terminated']);

const reply: z.ZodType<Reply> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('accepted'), ...replyBase, attached: z.boolean().default(false) }),
  z.object({
    type: z.literal('rejected'),
    ...replyBase,
    code: refusalCode,
    detail: z.string().default(''),
    path: z.exactOptional(z.string()),
  }),
  z.object({
    type: z.literal('closed'),
    ...replyBase,
    status: closedStatus,
    output: optionalJson,
    error: z.exactOptional(recordedError),
  }),
]);

/** A record of `saga.replies`. Never throws. */
export function decodeReply(record: IncomingRecord): DecodedReply {
  const read = readRecord(record);
  if (read.kind === 'unreadable') return read;
  const flaw = flawIn(read.body, ['output', 'error']);
  if (flaw !== undefined) return misfitting(flaw);
  const parsed = reply.safeParse(
    read.body.workflowId === undefined ? { ...read.body, workflowId: read.key } : read.body,
  );
  if (!parsed.success) {
    return misfitting(misfit(parsed.error));
  }
  return { kind: 'message', message: parsed.data };
}
