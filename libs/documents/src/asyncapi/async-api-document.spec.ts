import { describe, expect, it } from '@jest/globals';
import { defineActivity, defineDomainEvent, defineSaga, type Schema } from '@skald/contracts';
import { contractsAmong } from '../described-contracts.js';
import { asyncApiDocument } from './async-api-document.js';

/** Of a library without JSON Schema. */
const mute: Schema = { '~standard': { version: 1, vendor: 'mute', validate: (value) => ({ value }) } };

/** Of one that has none for this value. */
const unwilling = {
  '~standard': {
    ...mute['~standard'],
    jsonSchema: {
      input: () => {
        throw new Error('a transformation');
      },
    },
  },
} as Schema;

const contracts = contractsAmong({
  saga: defineSaga('trip', { input: mute, output: mute }),
  hold: defineActivity('flights.hold', { input: unwilling, output: mute, compensable: true, errors: ['Full'] }),
  route: defineActivity('mail.send', {
    input: mute,
    output: mute,
    queue: (input) => String((input as { to: string }).to),
  }),
  booked: defineDomainEvent('trips.booked', mute),
  again: 'no contract',
});
const document = asyncApiDocument(contracts, { title: 'trip', version: '1.0.0', schemas: 'schemas', prefix: 'test.' });
const channels = document['channels'] as Record<string, { address: string; messages: Record<string, unknown> }>;

describe('the AsyncAPI document', () => {
  it('has a channel for each topic, under the prefix; business events have none', () => {
    expect(Object.values(channels).map(({ address }) => address)).toEqual([
      'test.requests',
      'test.replies',
      'test.commands.flights',
      'test.commands.{queue}',
      'test.results',
      'test.events',
      'trips.booked',
    ]);
  });

  it('has the undo of what can be undone', () => {
    expect(Object.keys(channels['commands.flights']!.messages)).toEqual([
      'flights.hold.execute',
      'flights.hold.compensate',
    ]);
    expect(Object.keys(channels['commands']!.messages)).toEqual(['mail.send.execute']);
  });

  it('says which refusals of an activity are certain', () => {
    const { summary } = channels['results']!.messages['flights.hold.failed'] as { summary: string };
    expect(summary).toContain('Full');
  });

  it('describes as any value, with a note, what has no JSON Schema', () => {
    const notes = JSON.stringify(channels).match(/Any value: mute gives no JSON Schema of this one\./g);
    expect(notes?.length).toBeGreaterThan(5);
  });

  it('is the same for the same contracts', () => {
    expect(
      asyncApiDocument(contracts, { title: 'trip', version: '1.0.0', schemas: 'schemas', prefix: 'test.' }),
    ).toEqual(document);
  });
});
