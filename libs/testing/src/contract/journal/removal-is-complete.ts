import { encoded, turnsInSequence } from '../../builders/turn.js';
import type { JournalPromise } from './journal-subject.js';

export const removalIsComplete: JournalPromise = (subject) => {
  it('removes every turn of the instances named, and of no other', async () => {
    const { journal } = subject();
    const history = (workflowId: string) => turnsInSequence(12, { workflowId });
    await journal.append(encoded(...['gone', 'gone-too', 'gone0', 'stays'].flatMap(history)));

    await journal.remove(['default/gone', 'default/gone-too', 'default/never-was']);

    const left = await journal.read(
      ['gone', 'gone-too', 'gone0', 'stays'].map((id) => ({ instance: `default/${id}`, fromSeq: 0 })),
    );
    expect(left.map((turns) => turns.length)).toEqual([0, 0, 12, 12]);
  });

  it('lets an id begin anew after its removal', async () => {
    const { journal } = subject();
    const turns = turnsInSequence(2, { workflowId: 'again' });
    await journal.append(encoded(...turns));

    await journal.remove(['default/again']);

    expect(await journal.append(encoded(...turns))).toEqual([{ kind: 'appended' }, { kind: 'appended' }]);
  });
};
