import { RuleTester } from 'eslint';
import { parser } from 'typescript-eslint';
import { skald } from '../plugin.ts';

/** The body of a saga, in its file. */
export const saga = (body: string): string => `
import { CanceledFailure } from '@skald/engine';
import { charge, hold, release } from './trip.contracts.js';
import { bookHotel, loadPrices, prices } from './elsewhere.js';

const limit = 1_000;
const seen = new Map();

async function cheapest(ctx, offers) { return offers[0]; }
async function own() { return limit; }

class Trip {
  constructor(provider) { this.provider = provider; }
  async part(ctx) { return ctx.activity(hold, {}); }
  async run(ctx, input) {
    ${body}
  }
}
`;

/** What a rule lets pass, and what it refuses with which messages, in order. */
export function specifyRule(
  name: string,
  valid: readonly string[],
  invalid: readonly (readonly [code: string, ...messageIds: string[]])[],
): void {
  const tester = new RuleTester({ languageOptions: { parser } });
  tester.run(name, skald.rules[name]!, {
    valid: [...valid],
    invalid: invalid.map(([code, ...messageIds]) => ({ code, errors: messageIds.map((messageId) => ({ messageId })) })),
  });
}
