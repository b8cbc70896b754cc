import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';
import { HttpRefusal } from './http-refusal.js';
import { headersOf } from './request-headers.js';

export type JsonBody = Readonly<Record<string, unknown>>;

const json = /^application\/([\w.-]+\+)?json\b/i;

/** The body: a JSON object, or nothing at all. One that is not said to be JSON would be lost without a word. */
export const BodyOfJson = createParamDecorator((_: unknown, context: ExecutionContext): JsonBody => {
  const { body } = context.switchToHttp().getRequest<{ readonly body?: unknown }>();
  const { 'content-type': type = '', 'content-length': length, 'transfer-encoding': encoding } = headersOf(context);
  const isEmpty = encoding === undefined && Number(length ?? 0) === 0;
  if (isEmpty) return {};
  if (!json.test(type)) throw new HttpRefusal('INVALID_INPUT', 'send the body with Content-Type: application/json', '');
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as JsonBody;
  throw new HttpRefusal('INVALID_INPUT', 'the body must be a JSON object', '');
});
