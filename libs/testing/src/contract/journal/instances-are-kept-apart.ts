import { awkwardIds } from '../../builders/awkward-ids.js';
import { aTurn, encoded } from '../../builders/turn.js';
import type { JournalPromise } from './journal-subject.js';

export const instancesAreKeptApart: JournalPromise = (subject) => {
  it('keeps apart ids that are prefixes of one another, or mean something to a store', async () => {
    const { journal } = subject();
    const histories = awkwardIds.map((workflowId, i) => [0, 1].map((seq) => aTurn({ workflowId, seq, version: i })));

    const outcomes = await journal.append(encoded(...histories.flat()));

    expect(outcomes.every(({ kind }) => kind === 'appended')).toBe(true);
    expect(await journal.read(awkwardIds.map((id) => ({ instance: `default/${id}`, fromSeq: 0 })))).toEqual(histories);
  });

  it('keeps apart namespaces, also those that are prefixes of one another', async () => {
    const { journal } = subject();
    const turns = ['a', 'a-', 'a0', 'ab'].map((namespace, i) => aTurn({ namespace, workflowId: 'same', version: i }));

    await journal.append(encoded(...turns));

    const questions = turns.map(({ namespace }) => ({ instance: `${namespace}/same`, fromSeq: 0 }));
    expect(await journal.read(questions)).toEqual(turns.map((turn) => [turn]));
  });
};
