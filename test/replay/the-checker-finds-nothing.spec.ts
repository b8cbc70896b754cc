import { describe, expect, it } from '@jest/globals';
import { check, emptyEvidence, replaysOf } from '@skald/testing';
import { codeOf, goldenOf, live, scenarioNames, scenarioOf } from './golden.ts';

/** Of the history alone: nobody kept a log of the calls there were, nor of topics. */
const byTheJournalAlone = [
  'I-02',
  'I-03',
  'I-04',
  'I-10',
  'I-11',
  'I-12',
  'I-13',
  'I-14',
  'I-16',
  'I-18',
  'I-19',
  'I-20',
];

describe('the checker', () => {
  it.each(scenarioNames)('finds nothing wrong in what was recorded: %s', async (name) => {
    const { history } = goldenOf(name);
    const violations = check(
      emptyEvidence({ seed: name, journal: { turns: history.turns, earlier: [], projections: [] } }),
    );
    expect(violations.filter(({ invariant }) => [...byTheJournalAlone, 'I-08'].includes(invariant))).toEqual([]);
  });

  it.each(scenarioNames)('finds nothing wrong in what lives now: %s', async (name) => {
    const scenario = await scenarioOf(name);
    const { history, standing } = await live(scenario);
    const violations = check(
      emptyEvidence({
        ...{ seed: name, at: standing.updatedAt, replays: await replaysOf(history.turns, codeOf(scenario)) },
        journal: { turns: history.turns, earlier: [history.turns.slice(0, 1)], projections: [standing] },
      }),
    );
    expect(violations.filter(({ invariant }) => [...byTheJournalAlone, 'I-08'].includes(invariant))).toEqual([]);
  });
});
