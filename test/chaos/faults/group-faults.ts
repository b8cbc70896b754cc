import { setTimeout as passes } from 'node:timers/promises';
import { topicNames } from '@skald/runtime';
import { testBus } from '../../e2e/system/event-feed.ts';
import { groups, queues } from '../house/house.ts';
import type { Fault } from './fault.ts';

const deaf = { assigned: () => undefined, records: () => undefined, crashed: () => undefined };
const names = topicNames('saga.');

/** A member joins that does nothing with what it is handed, and leaves again. */
export const rebalanced: Fault = async ({ house, random }) => {
  const queue = random.pick(queues);
  const options = random.chance(0.6)
    ? { group: groups.coordinators, topics: [names.requests, names.results], coAssigned: true }
    : { group: `${groups.workers}.${queue}`, topics: [names.commands(queue)] };
  const forMs = random.integer(500, 4_000);
  const bus = testBus(`127.0.0.1:${house.broker.port}`);
  try {
    const subscription = await bus.subscribe(options, deaf);
    await passes(forMs);
    await subscription.stop();
    return true;
  } finally {
    await bus.close();
  }
};

/** Some of what was read lately comes a second time. */
export const duplicated: Fault = async ({ random, passed }) => {
  const records = passed.pick(random, random.integer(1, 20));
  await passed.publish(records);
  return records.length > 0;
};
