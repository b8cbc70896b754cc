import { describe, expect, it } from '@jest/globals';
import { saga } from '../spec/contracts.for-spec.js';
import { definitionProblems } from './definition-problems.js';

const problems = (options: object, version = 1): readonly string[] =>
  definitionProblems({ ...saga(() => Promise.resolve(1), options), version });

describe('what keeps a version of a saga from being run', () => {
  it.each([
    ['timeout', { timeout: '3 moons' }, 'timeout: "3 moons" is not a duration'],
    ['no time at all', { timeout: '0s' }, 'timeout: 0s is no time at all'],
    ['a misspelt one', { timeOut: '3 days' }, 'options: "timeOut" is no option; there are timeout, '],
    ['escalateAfter', { escalateAfter: 5 }, 'escalateAfter: 5 is not a duration'],
    ['cancelGrace', { cancelGrace: '-1s' }, 'cancelGrace: "-1s" is not a duration'],
    ['compensationOrder', { compensationOrder: 'any' }, 'compensationOrder: "any" is not "sequential" or "parallel"'],
    ['activityDefaults', { activityDefaults: { deadline: 'soon' } }, 'activityDefaults: deadline: "soon" is not'],
  ])('B11 is named, with its field: %s', (_, options, problem) => {
    expect(problems(options)).toEqual([expect.stringContaining(`saga trip version 1: ${problem}`)]);
  });

  it.each([0, 1.5, Infinity])('B11 is the version itself: %p', (version) => {
    expect(problems({}, version)).toEqual([
      `saga trip version ${version}: version: ${version} is not a whole number from 1 on`,
    ]);
  });

  it('B11 is told in full, not one after another', () => {
    expect(problems({ timeout: '3 moons', cancelGrace: '-1s' }, 0)).toHaveLength(3);
  });

  it('is nothing where every option is in range', () => {
    expect(
      problems({
        timeout: '3 days',
        escalateAfter: '1h',
        cancelGrace: '0s',
        compensationOrder: 'parallel',
        activityDefaults: { retry: { maxAttempts: 2 } },
      }),
    ).toEqual([]);
    expect(problems({})).toEqual([]);
  });
});
