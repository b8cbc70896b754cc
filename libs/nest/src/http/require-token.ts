import { ConfigurationRefused } from '../configuration/configuration-refused.error.js';
import { variables } from '../configuration/variables.js';
import { isLoopback } from './loopback.js';

/**
 * HTTP that others can reach needs a token.
 * @throws ConfigurationRefused
 */
export function requireTokenBeyondLoopback(host: string, token: string | undefined): void {
  if (token !== undefined || isLoopback(host)) return;
  throw new ConfigurationRefused([
    `SKALD_HTTP_HOST: "${host}" lets others in, so SKALD_HTTP_TOKEN is needed: expected ${variables.SKALD_HTTP_TOKEN.expects}`,
  ]);
}
