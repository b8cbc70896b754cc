import { bindActivity } from '@skald/nest';
import { payTrip } from './trip.contracts.js';

interface Posting {
  readonly outcome: 'POSTED' | 'NO_FUNDS' | 'LOCKED';
  readonly posting?: string;
}

export const ledgerSystem = bindActivity(payTrip, {
  requests: 'ledger.postings.requests',
  replies: 'ledger.postings.replies',
  correlation: { header: 'correlation-id' },
  request: ({ traveller, amount }, { idempotencyKey }) => ({
    key: traveller,
    value: { type: 'DEBIT', account: traveller, cents: Math.round(amount * 100), reference: idempotencyKey },
  }),
  reply: ({ outcome, posting = '' }: Posting) => {
    switch (outcome) {
      case 'POSTED':
        return { output: { payment: posting } };
      case 'NO_FUNDS':
        return { error: { type: 'NotEnoughMoney', message: 'the account is empty' } };
      case 'LOCKED':
        return { error: { type: 'Locked', message: 'the account is locked' }, effect: 'none', retryAfter: '1 minute' };
    }
  },
  compensation: {
    request: ({ input: { traveller } }, { idempotencyKey }) => ({
      key: traveller,
      value: { type: 'REVERSE', account: traveller, reference: idempotencyKey },
    }),
    reply: () => ({ output: null }),
  },
});
