import type { BankBooks } from '../../../checker/evidence/bank-books.js';

export interface Movement {
  /** One for each thing that is wanted: whoever asks again asks for the same. */
  readonly key: string;
  readonly account: string;
  readonly amount: number;
}

const start = 1_000;

/** Moves money once for each key, and takes it back once; what was taken back before it came is not done any more. */
export class Bank {
  private readonly balances: Map<string, number>;
  private readonly done: Movement[] = [];
  private readonly moved = new Map<string, Movement>();
  private readonly takenBack = new Set<string>();

  constructor(
    accounts: readonly string[],
    private readonly closed: ReadonlySet<string>,
  ) {
    this.balances = new Map(accounts.map((account) => [account, start]));
  }

  /** @throws AccountClosed */
  move(movement: Movement): void {
    const { key, account } = movement;
    if (this.closed.has(account)) throw Object.assign(new Error(account), { name: 'AccountClosed' });
    if (this.moved.has(key) || this.takenBack.has(key)) return;
    this.moved.set(key, movement);
    this.book(movement);
  }

  takeBack(key: string): void {
    if (this.takenBack.has(key)) return;
    this.takenBack.add(key);
    const movement = this.moved.get(key);
    if (movement !== undefined) this.book({ ...movement, key: `${key} taken back`, amount: -movement.amount });
  }

  get books(): BankBooks {
    const accounts = [...this.balances].map(([account, balance]) => ({ account, start, balance }));
    return { accounts, movements: this.done };
  }

  private book(movement: Movement): void {
    const { account, amount } = movement;
    this.done.push(movement);
    this.balances.set(account, this.balances.get(account)! + amount);
  }
}
