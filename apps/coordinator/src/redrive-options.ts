import { WrongUsage } from './wrong-usage.error.js';

const usage = `npm run redrive -- <topic> <reason>     sends the dead letters of this topic with this reason again, each once:
                                        npm run redrive -- saga.requests CORRUPT_HISTORY`;

export interface RedriveArguments {
  readonly topic: string;
  readonly reason: string;
}

/** @throws WrongUsage */
export function redriveOptions([topic, reason, ...more]: readonly string[]): RedriveArguments {
  if (topic === undefined || reason === undefined) throw new WrongUsage('it needs a topic and a reason', usage);
  if (more.length > 0) throw new WrongUsage(`${JSON.stringify(more[0])} is one argument too many`, usage);
  if (topic.endsWith('.dlq')) {
    throw new WrongUsage(`name the topic, not that of its dead letters: ${topic.slice(0, -'.dlq'.length)}`, usage);
  }
  if (!/^[A-Z_]+$/.test(reason)) {
    throw new WrongUsage(`${JSON.stringify(reason)} is no reason: it stands in the header skald_dlq_reason`, usage);
  }
  return { topic, reason };
}
