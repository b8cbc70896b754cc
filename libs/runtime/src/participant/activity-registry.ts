import type { ActivityHandler } from './activity-handler.js';
import { checkHandler } from './activity-handler.js';

/** The handlers of this process by the name of their activity. */
export class ActivityRegistry {
  readonly #handlers = new Map<string, ActivityHandler>();
  readonly queues: readonly string[];

  /** @throws TypeError naming the activity that is wrong. */
  constructor(handlers: readonly ActivityHandler[], queues?: readonly string[]) {
    for (const handler of handlers) this.#add(handler);
    this.queues = [...new Set(queues ?? handlers.map(fixedQueue))].sort();
  }

  get(activity: string): ActivityHandler | undefined {
    return this.#handlers.get(activity);
  }

  #add(handler: ActivityHandler): void {
    const { name, compensable } = handler.contract;
    if (this.#handlers.has(name)) throw new TypeError(`activity ${name} has two handlers`);
    if (handler.execute === undefined && handler.compensate === undefined) {
      throw new TypeError(`activity ${name} has a handler that neither executes nor compensates it`);
    }
    if (compensable && handler.compensate === undefined) {
      throw new TypeError(`activity ${name} is compensable and has no handler to compensate it`);
    }
    checkHandler(handler);
    this.#handlers.set(name, handler);
  }
}

function fixedQueue({ contract: { name, queue } }: ActivityHandler): string {
  if (queue !== undefined) return queue;
  throw new TypeError(`activity ${name} chooses its queue by its input: name the queues to be served`);
}
