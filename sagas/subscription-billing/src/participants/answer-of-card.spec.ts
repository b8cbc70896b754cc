import { expect, it } from '@jest/globals';
import { answerOfCard } from './answer-of-card.js';

it.each([
  ['4242424242424242', 5, 1, 'paid'],
  ['4000000000000002', 1, 4, 'declined'],
  ['4000000000000102', 1, 2, 'declined'],
  ['4000000000000102', 1, 3, 'paid'],
  ['4000000000000203', 3, 1, 'paid'],
  ['4000000000000203', 4, 4, 'declined'],
  ['4000000000000503', 1, 1, 'away'],
] as const)('card %s in month %i at charge %i: %s', (card, month, charge, answer) => {
  expect(answerOfCard({ card, month, charge })).toBe(answer);
});
