/** What a promise of `ctx` gives back when it loses a race. */
export type Withdraw = () => void;

export interface Withdrawable<T> {
  readonly promise: Promise<T>;
  readonly withdraw: Withdraw;
}

/**
 * The first branch to settle wins; the others withdraw. Branches are watched in the order in which they are named,
 * so that of two settled ones the first named wins, live and on replay alike.
 */
export function race(
  branches: Readonly<Record<string, PromiseLike<unknown>>>,
  withdrawals: WeakMap<object, Withdraw>,
): Promise<{ winner: string; value: unknown }> {
  return new Promise((resolve, reject) => {
    let decided = false;
    const decide = (winner: string): boolean => {
      if (decided) return false;
      decided = true;
      // Backwards, so that signals go back to the line in their order.
      for (const [name, branch] of Object.entries(branches).reverse()) {
        if (name !== winner) withdrawals.get(branch)?.();
      }
      return true;
    };
    for (const [name, branch] of Object.entries(branches)) {
      Promise.resolve(branch).then(
        (value) => decide(name) && resolve({ winner: name, value }),
        (error: unknown) => decide(name) && reject(error as Error),
      );
    }
  });
}
