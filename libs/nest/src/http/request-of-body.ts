import type { SagaRequest } from '@skald/contracts';
import { NotJsonError, toJson } from '@skald/contracts';
import { decodeRequest } from '@skald/runtime';
import { HttpRefusal } from './http-refusal.js';

/** What the route says of a request; the body must not say otherwise. */
export interface RouteFields {
  readonly type: SagaRequest['type'];
  readonly namespace: string;
  readonly workflowId: string;
  readonly requestId: string;
  readonly saga?: string;
  readonly name?: string;
}

/**
 * The request that a body and its route make, checked as the coordinator will check it.
 * @throws HttpRefusal naming the path
 */
export function requestOfBody(route: RouteFields, body: Readonly<Record<string, unknown>>): SagaRequest {
  for (const [field, value] of Object.entries(route)) {
    if (body[field] !== undefined && body[field] !== value) {
      throw new HttpRefusal('INVALID_INPUT', `${field} must be ${JSON.stringify(value)}, or left out`, `/${field}`);
    }
  }
  if (body['replyTo'] !== undefined) {
    throw new HttpRefusal('INVALID_INPUT', 'the answer to an HTTP request is its response', '/replyTo');
  }
  if (body['parent'] !== undefined) {
    throw new HttpRefusal('INVALID_INPUT', 'children are started by their parent alone', '/parent');
  }
  const decoded = decodeRequest({
    ...{ topic: 'http', partition: 0, offset: 0, headers: {}, timestamp: 0 },
    key: Buffer.from(route.workflowId),
    value: Buffer.from(JSON.stringify({ ...asJson(body), ...route })),
  });
  switch (decoded.kind) {
    case 'message':
      return decoded.message;
    case 'refused':
      throw new HttpRefusal(decoded.code, `${decoded.path} ${decoded.detail}`.trim(), decoded.path);
    case 'unreadable':
      throw new HttpRefusal('INVALID_INPUT', decoded.detail);
    case 'forward':
      throw new HttpRefusal('INVALID_INPUT', 'the request names another workflowId', '/workflowId');
  }
}

/** Numbers beyond a double, and what is nested too deep, would be changed on their way. */
function asJson(body: Readonly<Record<string, unknown>>): object {
  try {
    return toJson(body) as object;
  } catch (error) {
    if (!(error instanceof NotJsonError)) throw error;
    throw new HttpRefusal('INVALID_INPUT', error.message, error.path);
  }
}
