import { shared } from './all-servers.ts';
import { containerAddress } from './compose.ts';

/** The broker the user named, unless it is one of the launcher's own, out of an earlier `env`. */
export function givenKafka(): string | undefined {
  return unlessOwn(process.env['KAFKA_BROKERS'], [shared('kafka').address, containerAddress('kafka')]);
}

/** The store the user named, unless it is one of the launcher's own, out of an earlier `env`. */
export function givenStore(): string | undefined {
  const own = [shared('ferretdb').address, shared('memory').address, containerAddress('mongo')];
  return unlessOwn(process.env['MONGODB_URI'], own);
}

function unlessOwn(value: string | undefined, own: (string | undefined)[]): string | undefined {
  return value && !own.includes(value) ? value : undefined;
}
