import type { MessageBus, Subscription } from '@skald/ports';

/** A bus whose subscriptions do some things in another way. */
export function withSubscriptions(
  bus: MessageBus,
  changes: (subscription: Subscription) => Partial<Subscription>,
): MessageBus {
  return {
    ...bus,
    subscribe: async (options, handlers) => {
      const subscription = await bus.subscribe(options, handlers);
      return {
        pause: (partitions) => subscription.pause(partitions),
        resume: (partitions) => subscription.resume(partitions),
        commit: (generation, offsets) => subscription.commit(generation, offsets),
        stop: () => subscription.stop(),
        ...changes(subscription),
      };
    },
  };
}
