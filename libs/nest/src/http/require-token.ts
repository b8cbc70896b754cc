import { ConfigurationRefused } from '../configuration/configuration-refused.error.js';

const loopback = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/**
 * HTTP that others can reach needs a token.
 * @throws ConfigurationRefused
 */
export function requireTokenBeyondLoopback(host: string, token: string | undefined): void {
  if (token !== undefined || loopback.test(host)) return;
  throw new ConfigurationRefused([
    `SKALD_HTTP_HOST: "${host}" lets others in, so SKALD_HTTP_TOKEN is needed: expected at least 8 visible ASCII characters`,
  ]);
}
