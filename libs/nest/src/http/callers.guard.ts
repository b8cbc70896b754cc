import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { GatewayModuleOptions } from './gateway-options.js';
import { gatewayOptions } from './configurable-gateway.js';
import { HttpRefusal } from './http-refusal.js';
import { isLoopback } from './loopback.js';
import { headersOf } from './request-headers.js';

/**
 * Refuses callers that reached us under another name, and pages of other origins: without a token, a page in a browser
 * on this machine could else start and cancel sagas.
 */
@Injectable()
export class CallersGuard implements CanActivate {
  readonly #isOurs: (name: string) => boolean;

  constructor(@Inject(gatewayOptions) { hosts, token }: GatewayModuleOptions) {
    this.#isOurs = namesOf(hosts ?? (token === undefined ? 'loopback' : 'any'));
  }

  canActivate(context: ExecutionContext): boolean {
    const { host, origin } = headersOf(context);
    for (const [header, name] of Object.entries({ Host: hostname(`http://${host}`), Origin: hostname(origin) })) {
      if (name === undefined || this.#isOurs(name)) continue;
      throw new HttpRefusal('FORBIDDEN', `the ${header} "${name}" is not a name of this gateway (SKALD_HTTP_HOSTS)`);
    }
    return true;
  }
}

function namesOf(hosts: 'loopback' | NonNullable<GatewayModuleOptions['hosts']>): (name: string) => boolean {
  if (hosts === 'any') return () => true;
  if (hosts === 'loopback') return isLoopback;
  const names = new Set(hosts.map((name) => name.toLowerCase()));
  return (name) => names.has(name);
}

/** Without its port, in small letters; what is no address is shown as it is. */
function hostname(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  return URL.canParse(url) ? new URL(url).hostname : url;
}
