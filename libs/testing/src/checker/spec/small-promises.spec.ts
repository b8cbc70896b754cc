import { describe, expect, it } from '@jest/globals';
import { aProjection } from '../../builders/projection.js';
import { check } from '../check.js';
import { emptyEvidence } from '../evidence/evidence.js';
import { closedInstancesLeaveNothing } from '../invariants/closed-instances-leave-nothing.js';
import { equalRequestsHaveEqualAnswers } from '../invariants/equal-requests-have-equal-answers.js';
import { historyIsLinear } from '../invariants/history-is-linear.js';
import { moneyIsConserved } from '../invariants/money-is-conserved.js';
import { namespacesAreKeptApart } from '../invariants/namespaces-are-kept-apart.js';
import { secretsStaySecret } from '../invariants/secrets-stay-secret.js';
import { closed, scheduled, started } from './events.for-spec.js';
import { journal, ok, startCall, told } from './invariant.for-spec.js';
import { WrittenJournal } from './written-journal.for-spec.js';

const { turns } = new WrittenJournal().turn(started()).turn(closed());

it('finds nothing where nothing happened', () => {
  expect(check(emptyEvidence({ seed: '1' }))).toEqual([]);
});

it('I-09 money is conserved', () => {
  const movements = [
    { key: 'k', account: 'ana', amount: -5 },
    { key: 'l', account: 'bo', amount: 5 },
  ];
  const tell = (ana: number, bo: number) =>
    told(moneyIsConserved, {
      bank: {
        movements,
        accounts: [
          { account: 'ana', start: 10, balance: ana },
          { account: 'bo', start: 0, balance: bo },
        ],
      },
    });
  expect(tell(5, 5)).toEqual([]);
  expect(tell(5, 0)).toEqual(['the accounts began with 10 and hold 5', 'bo holds 0 instead of 5']);
  expect(tell(6, 4)).toEqual(['ana holds 6 instead of 5', 'bo holds 4 instead of 5']);
});

describe('I-13 history is linear', () => {
  const tell = (
    ...writes: readonly { owner: string; turn: (typeof turns)[number]; outcome: 'appended' | 'conflict' }[]
  ) => told(historyIsLinear, { journal: { turns, earlier: [], projections: [], writes } });
  const [first, second] = [turns[0]!, turns[1]!];

  it('lets pass one winner', () => {
    expect(
      tell({ owner: 'a', turn: first, outcome: 'appended' }, { owner: 'b', turn: first, outcome: 'conflict' }),
    ).toEqual([]);
  });

  it('catches two winners, and a winner whose turn is not there', () => {
    const twice = [first, first].map((turn, i) => ({ owner: `o${i}`, turn, outcome: 'appended' as const }));
    expect(tell(...twice)).toEqual(['one seq was written twice']);
    expect(tell({ owner: 'a', turn: { ...second, version: 9 }, outcome: 'appended' })).toEqual([
      'what an owner wrote is not what stands there',
    ]);
  });
});

it('I-18 equal requests have equal answers', () => {
  const asked = (...attached: boolean[]) =>
    told(equalRequestsHaveEqualAnswers, {
      calls: attached.map((is) => startCall(ok({ attached: is }), { requestId: 'r' })),
    });
  expect(asked(false, false)).toEqual([]);
  expect(asked(false, true)).toEqual(['one request has two answers']);
});

it('I-19 namespaces are kept apart', () => {
  const projection = aProjection({ instance: 'default/order-42', namespace: 'default', workflowId: 'order-42' });
  const tell = (part: Partial<typeof projection>, namespace = 'default') =>
    told(namespacesAreKeptApart, {
      journal: { turns, earlier: [], projections: [{ ...projection, ...part }] },
      calls: [startCall(ok({ namespace }))],
    });
  expect(tell({})).toEqual([]);
  expect(tell({ namespace: 'acme' })).toEqual(['the projection default/order-42 is of no instance of its namespace']);
  expect(tell({}, 'acme')).toEqual(['an answer speaks of another instance']);
});

it('I-20 closed instances leave nothing', () => {
  const remains = (instance?: string) => ({
    ...{ logs: [], metrics: '', secrets: [], encoded: false },
    left: [{ process: 'c-1', kind: 'timer' as const, detail: 'wake', ...(instance === undefined ? {} : { instance }) }],
  });
  const open = new WrittenJournal('open').turn(started(), scheduled('pay')).turns;
  const tell = (instance?: string) =>
    told(closedInstancesLeaveNothing, { ...journal(turns, open), remains: remains(instance) });
  expect(tell('default/open')).toEqual([]);
  expect(tell('default/order-42')).toEqual(['c-1 still has a timer']);
  expect(tell()).toEqual(['c-1 still has a timer']);
});

it('I-22 secrets stay secret', () => {
  const tell = (text: string, encoded = false) =>
    told(secretsStaySecret, {
      ...journal(new WrittenJournal().turn(started({ input: 'hush' })).turns),
      remains: { left: [], logs: [text], metrics: `a 1\n${text}`, secrets: ['hush'], encoded },
    });
  expect(tell('nothing')).toEqual([]);
  expect(tell('hush!')).toEqual(['a secret stands in a log', 'a secret stands in a metric']);
  expect(tell('nothing', true)).toEqual(['a secret stands in the journal']);
});
