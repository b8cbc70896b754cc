import { describe, expect, it } from '@jest/globals';
import type { InstanceProjection } from '@skald/ports';
import { aProjection } from '../../builders/projection.js';
import { everyInstanceHasOneEnding } from '../invariants/every-instance-has-one-ending.js';
import { closed, completed, scheduled, started } from './events.for-spec.js';
import { told } from './invariant.for-spec.js';
import { WrittenJournal } from './written-journal.for-spec.js';

const tell = ({ turns }: WrittenJournal, part?: Partial<InstanceProjection>) =>
  told(everyInstanceHasOneEnding, {
    journal: {
      ...{ turns, earlier: [] },
      projections: part === undefined ? [] : [aProjection({ instance: 'default/order-42', seq: 1, ...part })],
    },
  });
const written = () => new WrittenJournal().turn(started(), scheduled('pay'));

describe('I-02 every instance has one ending', () => {
  it('lets pass an end, a restart after it, and one that is waited for', () => {
    expect(tell(written().turn(closed()), { status: 'completed', waitingFor: [] })).toEqual([]);
    expect(tell(written().turn(closed()).turn(started()).turn(closed()))).toEqual([]);
    expect(tell(written(), { status: 'running', wakeAt: 1 })).toEqual([]);
  });

  it('catches what follows an end', () => {
    expect(tell(written().turn(closed()).turn(completed('pay')))).toEqual(['something follows the end of an instance']);
    expect(tell(written().turn(closed(), closed()))).toEqual(['something follows the end of an instance']);
  });

  it('catches an instance that is shown otherwise', () => {
    expect(tell(written().turn(closed()), { status: 'running' })).toEqual([
      'an instance that is completed is shown as running',
    ]);
    expect(tell(written(), { status: 'completed' })).toEqual(['an open instance is shown as completed']);
  });

  it('catches an open instance that nobody will ever wake', () => {
    const { wakeAt: _, ...rest } = aProjection({ instance: 'default/order-42', status: 'running', waitingFor: [] });
    const journal = { turns: written().turns, earlier: [], projections: [rest] };
    expect(told(everyInstanceHasOneEnding, { journal })).toEqual(['an open instance waits for nothing']);
  });
});
