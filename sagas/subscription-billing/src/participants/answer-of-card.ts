import type { Charge } from '../subscription-billing.contracts.js';

/**
 * What the bank says, by the last four digits of the card: `0002` is always declined, `010n` n times in each month,
 * `020n` from the month after the n-th on; with `0503` the bank is away. Others are paid.
 */
export function answerOfCard({ card, month, charge }: Pick<Charge, 'card' | 'month' | 'charge'>) {
  const digits = card.slice(-4);
  const n = Number(digits.slice(3));
  if (digits === '0503') return 'away';
  if (digits === '0002') return 'declined';
  if (digits.startsWith('010') && charge <= n) return 'declined';
  if (digits.startsWith('020') && month > n) return 'declined';
  return 'paid';
}
