/** The bank workload: what accounts began with, hold now, and which movements came about. Whole units of money. */
export interface BankBooks {
  readonly accounts: readonly { readonly account: string; readonly start: number; readonly balance: number }[];
  /** One for each effective effect, by its idempotency key. */
  readonly movements: readonly { readonly key: string; readonly account: string; readonly amount: number }[];
}
