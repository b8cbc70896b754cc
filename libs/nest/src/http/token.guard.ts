import { createHash, timingSafeEqual } from 'node:crypto';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { GatewayModuleOptions } from './gateway-options.js';
import { gatewayOptions } from './configurable-gateway.js';
import { headersOf } from './request-headers.js';
import { HttpRefusal } from './http-refusal.js';

/** Lets callers in that know the token, where there is one. */
@Injectable()
export class TokenGuard implements CanActivate {
  readonly #expected: Buffer | undefined;

  constructor(@Inject(gatewayOptions) { token }: GatewayModuleOptions) {
    this.#expected = token === undefined ? undefined : digest(`Bearer ${token}`);
  }

  canActivate(context: ExecutionContext): boolean {
    if (this.#expected === undefined) return true;
    const { authorization = '' } = headersOf(context);
    const given = authorization.replace(/^bearer /i, 'Bearer ');
    // Of equal length, so that the time taken tells nothing.
    if (timingSafeEqual(digest(given), this.#expected)) return true;
    throw new HttpRefusal('UNAUTHORIZED', 'send the token of this gateway: Authorization: Bearer …');
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
