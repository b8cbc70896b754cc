import { describe, expect, it } from '@jest/globals';
import { defineActivity, defineSaga, type Schema } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { compensated, completed, failed, waitsFor } from './expectations.js';
import { activity, child } from './given.js';
import { lanesText } from './lanes.js';
import { sagaSpecification } from './saga-specification.js';
import { start } from './when.js';

const any: Schema = { '~standard': { version: 1, vendor: 'any', validate: (value) => ({ value }) } };
const reserve = defineActivity('rooms.reserve', { input: any, output: any, compensable: true, timeout: '5s' });
const charge = defineActivity('payments.charge', { input: any, output: any, errors: ['Declined'], timeout: '5s' });
const survey = defineSaga('survey', { input: any, output: any });
const stay: SagaDefinition = {
  contract: defineSaga('stay', { input: any, output: any }),
  version: 1,
  options: {},
  run: (ctx) => ctx.activity(reserve, null),
};
const trip: SagaDefinition = {
  contract: defineSaga('trip', { input: any, output: any }),
  version: 1,
  options: {},
  run: async (ctx) => {
    await ctx.child(stay.contract, { input: null, id: 'hotel' });
    await ctx.activity(charge, null);
    ctx.detach(survey, { input: null, workflowId: 'survey-1' });
    return 'booked';
  },
};

const booking = sagaSpecification(trip).given(child(stay.contract).runs(stay));
const reserved = activity(reserve).returns('room');

describe('a specification of a saga with children', () => {
  it('tells that a child is undone as one unit, by the name of its saga', async () => {
    const ended = await booking
      .given(reserved, activity(charge).fails('Declined'))
      .when(start(null))
      .then(failed('Declined'), compensated(stay.contract));
    expect(
      lanesText(ended)
        .split('\n')
        .map((line) => line.trim().replace(/ {2,}/g, ' | ')),
    ).toEqual([
      'forward | undo',
      'trip version 1 starts',
      'stay (hotel): done | 1. undone',
      'payments.charge: failed with Declined',
      'in the end: compensated after Declined: Declined, as the specification says',
    ]);
  });

  it('does not take a child that was not undone for one that was', async () => {
    const withAnother = booking
      .given(reserved, activity(charge).fails('Declined'))
      .when(start(null))
      .then(compensated(survey));
    await expect(withAnother).rejects.toThrow(/expected {2}compensated survey\s+but {7}compensated stay/);
  });

  it('waits for a child', async () => {
    const waiting = await booking
      .given(activity(reserve).neverAnswers())
      .when(start(null))
      .then(waitsFor(stay.contract));
    expect(lanesText(waiting)).toContain('stay (hotel): no answer');
  });

  it('tells of a saga that is left alone', async () => {
    const booked = await booking
      .given(reserved, activity(charge).returns(null), child(survey).returns(null))
      .when(start(null))
      .then(completed('booked'));
    expect(lanesText(booked)).toContain('survey survey-1 is started and left alone');
  });
});
