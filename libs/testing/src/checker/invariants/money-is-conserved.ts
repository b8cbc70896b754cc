import type { Evidence } from '../evidence/evidence.js';
import { groupBy } from '../reading/once.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-09: the bank's balances add up to what they began with, and each is its start and its movements. */
export function moneyIsConserved(evidence: Evidence): readonly Violation[] {
  const { bank } = evidence;
  if (bank === undefined) return [];
  const movements = groupBy(bank.movements, ({ account }) => account);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  const violations: Violation[] = [];
  const [began, holds] = [
    sum(bank.accounts.map(({ start }) => start)),
    sum(bank.accounts.map(({ balance }) => balance)),
  ];
  if (began !== holds)
    violations.push(violated(evidence, 'I-09', `the accounts began with ${began} and hold ${holds}`));
  for (const { account, start, balance } of bank.accounts) {
    const own = movements.get(account) ?? [];
    const expected = start + sum(own.map(({ amount }) => amount));
    if (expected === balance) continue;
    const lines = own.map(({ key, amount }) => `movement ${key} ${amount}`);
    violations.push(violated(evidence, 'I-09', `${account} holds ${balance} instead of ${expected}`, ...lines));
  }
  return violations;
}
