import type { InstanceIdentity, ParentLink, RefusalCode, SagaRequest, SignalStart } from '@skald/contracts';
import { isName } from '@skald/contracts';
import type { IncomingRecord } from '@skald/ports';
import type { z } from 'zod';

import type { Forward } from './addressee.js';
import { addressee } from './addressee.js';
import type { Misfit } from './fields.js';
import { misfit, shortText } from './fields.js';
import { flawIn } from './json-flaw.js';
import type { MessageLimits } from './message-limits.js';
import { defaultMessageLimits, isOverweight } from './message-limits.js';
import { parentLink } from './parent-link.js';
import type { Unreadable } from './read-json.js';
import { unreadable } from './read-json.js';
import { readRecord } from './read-record.js';
import { cancelRequest } from './requests/cancel-request.js';
import { operatorRequest } from './requests/operator-request.js';
import { pauseRequest } from './requests/pause-request.js';
import { signalRequest } from './requests/signal-request.js';
import { startRequest } from './requests/start-request.js';
import { terminateRequest } from './requests/terminate-request.js';
import { undoRequest } from './requests/undo-request.js';

/** Understood well enough to be answered `rejected`. */
export interface RefusedRequest {
  readonly kind: 'refused';
  readonly type: SagaRequest['type'];
  readonly code: RefusalCode;
  /** JSON pointer into the request. */
  readonly path: string;
  readonly detail: string;
  readonly identity: InstanceIdentity;
  readonly requestId?: string;
  readonly replyTo?: string;
  /** The asker is a parent: it is answered instead. */
  readonly parent?: ParentLink;
}

export type DecodedRequest =
  { readonly kind: 'message'; readonly message: SagaRequest } | Forward | RefusedRequest | Unreadable;

export const requestSchemas: Readonly<Record<SagaRequest['type'], z.ZodType<SagaRequest>>> = {
  start: startRequest,
  signal: signalRequest,
  cancel: cancelRequest,
  terminate: terminateRequest,
  retry: operatorRequest,
  skip: operatorRequest,
  resolve: operatorRequest,
  pause: pauseRequest,
  resume: pauseRequest,
  undo: undoRequest,
};

const payloads = ['/input', '/payload', '/output', '/start/input'] as const;
const carried = ['input', 'payload', 'output', 'attributes', 'start'];

/** A record of `saga.requests`. Never throws (V7, V8). */
export function decodeRequest(record: IncomingRecord, limits: MessageLimits = defaultMessageLimits): DecodedRequest {
  const read = readRecord(record);
  if (read.kind === 'unreadable') return read;
  const address = addressee(read);
  if (address.kind !== 'addressed') return address;
  const { namespace, workflowId } = address;
  const body = { ...read.body, workflowId };
  const type = read.body.type;
  if (!isRequestType(type)) return unreadable('INVALID_MESSAGE', '/type is not the name of a request');

  const refuse = (code: RefusalCode, { path, detail }: Misfit): RefusedRequest => ({
    kind: 'refused',
    type,
    code,
    path,
    detail,
    identity: { namespace, workflowId },
    ...answerTo(read.body),
  });
  const flaw = flawIn(read.body, carried);
  if (flaw !== undefined) return refuse('INVALID_INPUT', flaw);
  const parsed = requestSchemas[type].safeParse(body);
  if (!parsed.success) return refuse('INVALID_INPUT', misfit(parsed.error));
  for (const path of payloads) {
    if (isOverweight(at(read.body, path), record.value?.byteLength ?? 0, limits)) {
      return refuse('PAYLOAD_TOO_LARGE', { path, detail: `is over ${limits.payloadBytes} bytes` });
    }
  }
  return { kind: 'message', message: parsed.data };
}

function at(body: Readonly<Record<string, unknown>>, path: (typeof payloads)[number]): unknown {
  if (path !== '/start/input') return body[path.slice(1)];
  return (body['start'] as SignalStart | undefined)?.input;
}

function isRequestType(type: unknown): type is SagaRequest['type'] {
  return typeof type === 'string' && Object.hasOwn(requestSchemas, type);
}

function answerTo(body: Readonly<Record<string, unknown>>): Pick<RefusedRequest, 'requestId' | 'replyTo' | 'parent'> {
  const parent = parentLink.safeParse(body.parent);
  const requestId = shortText.safeParse(body.requestId);
  return {
    ...(requestId.success && { requestId: requestId.data }),
    ...(isName('topic', body.replyTo) && { replyTo: body.replyTo }),
    ...(parent.success && { parent: parent.data }),
  };
}
