import type { CurrentVersion } from '@skald/ports';
import { WrongUsage } from './wrong-usage.error.js';

const usage = `npm run versions                                 every saga and version: open instances, which is current, what may be removed
npm run versions -- current <saga> <version>     from now on a start that names no version gets this one`;

export type VersionsOptions = { readonly kind: 'table' } | { readonly kind: 'move'; readonly pointer: CurrentVersion };

/** @throws WrongUsage */
export function versionsOptions([verb, saga, version, ...more]: readonly string[]): VersionsOptions {
  if (verb === undefined) return { kind: 'table' };
  if (verb !== 'current') throw new WrongUsage(`${JSON.stringify(verb)} is no verb of this command`, usage);
  if (saga === undefined || version === undefined) throw new WrongUsage('current needs a saga and a version', usage);
  if (more.length > 0) throw new WrongUsage(`${JSON.stringify(more[0])} is one argument too many`, usage);
  if (!/^[1-9]\d{0,8}$/.test(version)) {
    throw new WrongUsage(`version ${JSON.stringify(version)} is not a whole number from 1 on`, usage);
  }
  return { kind: 'move', pointer: { saga, version: Number(version) } };
}
