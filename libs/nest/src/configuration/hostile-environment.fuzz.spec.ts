import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hold } from '../../../../test/hostile/hold.for-spec.js';
import { jsonText, words } from '../../../../test/hostile/json-text.for-spec.js';
import { ConfigurationRefused } from './configuration-refused.error.js';
import { readConfiguration } from './read-configuration.js';
import type { VariableName } from './variables.js';
import { variables } from './variables.js';

const names = Object.keys(variables) as VariableName[];
const near = [
  '1',
  '8',
  '0',
  '10000',
  'true',
  'localhost:9092',
  'mongodb://h/d',
  '30 days',
  '1e3 days',
  'a,b',
  '[::1]',
  'info',
];
const values = fc.oneof(
  ...[fc.constantFrom(...near), fc.constantFrom(...words), jsonText, fc.string({ unit: 'binary', maxLength: 12 })],
  fc
    .tuple(fc.constantFrom('1', 'a.', ',', ' ', ':', '-', '[', 'mongodb://'), fc.nat(60_000))
    .map(([part, n]) => `${part.repeat(n % 900)}!`),
);

it('a hostile environment is read, or refused by the name of each variable that is wrong; secrets are not shown', () => {
  let read = 0;
  hold(6_000, fc.array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 5 }), (entries) => {
    const environment = Object.fromEntries(entries);
    try {
      readConfiguration(environment, names);
      read += 1;
    } catch (error) {
      if (!(error instanceof ConfigurationRefused)) throw error;
      for (const problem of error.problems) {
        const name = problem.slice(0, problem.indexOf(':')) as VariableName;
        const given = environment[name];
        if (given === undefined || !/: expected ./.test(problem)) throw new Error(problem);
        if ('secret' in variables[name] && given.length > 20 && problem.includes(given)) throw new Error(name);
      }
    }
  });
  expect(read).toBeGreaterThan(500);
});
