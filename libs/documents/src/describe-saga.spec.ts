import { describe, expect, it } from '@jest/globals';
import { defineSaga, type Schema } from '@skald/contracts';
import { describeSaga } from './describe-saga.js';

const any: Schema = { '~standard': { version: 1, vendor: 'any', validate: (value) => ({ value }) } };
const described = (exported: Record<string, unknown>) => [
  ...describeSaga({ name: 'trip', version: '1.0.0', exported, histories: [], schemas: 'schemas' }).keys(),
];

describe('the descriptions of a package', () => {
  it('with a saga and no history have no diagram', () =>
    expect(described({ trip: defineSaga('trip', { input: any, output: any }) })).toEqual(['asyncapi.yaml']));

  it('without a saga are none', () => expect(described({ any })).toEqual([]));
});
