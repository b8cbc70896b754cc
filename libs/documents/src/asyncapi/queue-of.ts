import type { ActivityContract } from '@skald/contracts';

/** The queue of every call; undefined when the input decides. */
export function queueOf(activity: ActivityContract): string | undefined {
  const unread = new Proxy(
    {},
    {
      get: () => {
        throw new Error('the input decides');
      },
    },
  );
  try {
    return activity.queueFor(unread);
  } catch {
    return undefined;
  }
}
