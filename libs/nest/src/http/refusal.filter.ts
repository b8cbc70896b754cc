import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException, Inject } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { BusUnavailable, InvalidCursor, isUnreadable, StoreUnavailable } from '@skald/ports';
import type { Log } from '@skald/ports';
import { ClientClosed, InvalidInput, NotYetReadable, RequestRefused, RequestTimeout } from '@skald/runtime';
import type { GatewayModuleOptions } from './gateway-options.js';
import { gatewayOptions } from './configurable-gateway.js';
import { nestLog } from '../logging/log.nest.js';
import { HttpRefusal } from './http-refusal.js';
import { withoutContents } from './without-contents.js';
import { logRefusal } from './security-log.js';

/** What is away now and will come back. */
const passing = [NotYetReadable, BusUnavailable, StoreUnavailable, RequestTimeout, ClientClosed];

/** Every error of HTTP as `{ code, message, path? }`; a stack never leaves the process. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  readonly #log: Log;

  constructor(
    private readonly adapters: HttpAdapterHost,
    @Inject(gatewayOptions) { log = nestLog('Gateway') }: GatewayModuleOptions,
  ) {
    this.#log = log;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    // As a global filter it is asked about participants, too.
    if (host.getType() !== 'http') throw error;
    const refusal = this.#refusalOf(error);
    const http = host.switchToHttp();
    const response: unknown = http.getResponse();
    logRefusal(this.#log, refusal.code, http.getRequest());
    const { httpAdapter } = this.adapters;
    if (refusal.code === 'UNAUTHORIZED') httpAdapter.setHeader(response, 'WWW-Authenticate', 'Bearer');
    if (refusal.code === 'RETRY_LATER') httpAdapter.setHeader(response, 'Retry-After', '1');
    httpAdapter.reply(response, refusal.getResponse(), refusal.getStatus());
  }

  #refusalOf(error: unknown): HttpRefusal {
    if (error instanceof HttpRefusal) return error;
    if (error instanceof RequestRefused) {
      return new HttpRefusal(error.code, error.message, error instanceof InvalidInput ? error.path : undefined);
    }
    if (error instanceof InvalidCursor) return new HttpRefusal('INVALID_INPUT', error.message, '/cursor');
    if (passing.some((kind) => error instanceof kind)) {
      return new HttpRefusal('RETRY_LATER', (error as Error).message);
    }
    const status = statusOf(error);
    if (status === 404) return new HttpRefusal('NOT_FOUND', 'there is no such route');
    if (status === 400 && isOfJson(error))
      return new HttpRefusal('INVALID_INPUT', `the body is not JSON${positionIn(error)}`, '');
    if (status === 413) return new HttpRefusal('PAYLOAD_TOO_LARGE', 'the body is too large');
    if (status !== undefined && status < 500) return new HttpRefusal('INVALID_INPUT', (error as Error).message);
    if (isUnreadable(error)) {
      this.#log.write('error', 'what is stored cannot be read', { error: error.message });
      return new HttpRefusal('INTERNAL', withoutContents(error));
    }
    this.#log.write('error', 'a request failed', { error: error instanceof Error ? error.stack : String(error) });
    return new HttpRefusal('INTERNAL', 'this request failed; see the log of the gateway');
  }
}

function isOfJson(error: unknown): error is Error {
  return error instanceof Error && error.message.includes('JSON');
}

/** Only the position: the parser's own message quotes the body. */
function positionIn({ message }: Error): string {
  const [position] = /position \d+/.exec(message) ?? [];
  return position === undefined ? '' : ` (${position})`;
}

/** Of Nest, or of the parser of bodies. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') return error.status;
  return undefined;
}
