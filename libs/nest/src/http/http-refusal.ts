import { HttpException } from '@nestjs/common';
import type { ErrorBody, HttpCode } from './answers.js';

const statuses: Readonly<Record<HttpCode, number>> = {
  INVALID_INPUT: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  UNKNOWN_SAGA: 404,
  NOT_FOUND: 404,
  ALREADY_STARTED: 409,
  CLOSED: 409,
  PAYLOAD_TOO_LARGE: 413,
  LIMIT_REACHED: 429,
  INTERNAL: 500,
  RETRY_LATER: 503,
};

/** A refusal with a stable code. */
export class HttpRefusal extends HttpException {
  constructor(
    readonly code: HttpCode,
    message: string,
    readonly path?: string,
    options?: ErrorOptions,
  ) {
    super({ code, message, ...(path !== undefined && { path }) } satisfies ErrorBody, statuses[code], options);
  }
}
