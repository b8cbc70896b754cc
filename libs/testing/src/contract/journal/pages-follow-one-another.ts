import type { Turn } from '@skald/engine';
import { encoded, turnsInSequence } from '../../builders/turn.js';
import type { JournalPromise } from './journal-subject.js';

export const pagesFollowOneAnother: JournalPromise = (subject) => {
  it('pages through a history without gap or twin', async () => {
    const { journal } = subject();
    const turns = turnsInSequence(25, { workflowId: 'paged' });
    await journal.append(encoded(...turns, ...turnsInSequence(3, { workflowId: 'paged0' })));

    const seen: Turn[] = [];
    for (;;) {
      const page = await journal.page('default/paged', seen.at(-1)?.seq ?? -1, 10);
      expect(page.length).toBeLessThanOrEqual(10);
      if (page.length === 0) break;
      seen.push(...page);
    }

    expect(seen).toEqual(turns);
  });

  it('has no page of an unknown instance', async () => {
    expect(await subject().journal.page('default/nobody', -1, 10)).toEqual([]);
  });
};
