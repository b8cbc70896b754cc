import { describe, expect, it } from '@jest/globals';
import type { EventBody } from '@skald/contracts';
import { resolutionsNameOneSchedule } from '../invariants/resolutions-name-one-schedule.js';
import {
  attemptFailed,
  completed,
  failed,
  planned,
  scheduled,
  started,
  undone,
  undoScheduled,
} from './events.for-spec.js';
import { journal, told } from './invariant.for-spec.js';
import { WrittenJournal } from './written-journal.for-spec.js';

const tell = (...events: readonly EventBody[]) =>
  told(resolutionsNameOneSchedule, journal(new WrittenJournal().turn(started()).turn(...events).turns));
const pay = scheduled('pay');

describe('I-04 each resolution names one schedule', () => {
  it.each<[string, readonly EventBody[]]>([
    ['completed', [pay, completed('pay')]],
    ['completed after it had failed', [pay, failed('pay', { outcome: 'unknown' }), completed('pay')]],
    ['undone', [pay, completed('pay'), planned('pay'), undoScheduled('pay'), undone('pay')]],
    [
      'undone once more',
      [
        pay,
        planned('pay'),
        undoScheduled('pay'),
        undone('pay'),
        completed('pay'),
        undoScheduled('pay', { late: true }),
        undone('pay'),
      ],
    ],
    [
      'an effect',
      [
        { type: 'EffectScheduled', effectId: 'e', name: 'n' },
        { type: 'EffectRecorded', effectId: 'e', value: 1 },
      ],
    ],
  ])('lets pass: %s', (_, events) => {
    expect(tell(...events)).toEqual([]);
  });

  it.each<[string, readonly EventBody[], string]>([
    ['of nothing', [completed('pay')], 'a resolution names nothing that was scheduled'],
    ['of another run', [pay, completed('pay', { run: 1 })], 'a resolution names nothing that was scheduled'],
    ['of the other operation', [pay, undone('pay')], 'a resolution names nothing that was scheduled'],
    ['a report of nothing', [attemptFailed('pay', 1, 'none')], 'a report names nothing that was scheduled'],
    ['twice', [pay, completed('pay'), completed('pay')], 'a schedule has two resolutions'],
    ['failed after it completed', [pay, completed('pay'), failed('pay')], 'a schedule has two resolutions'],
    ['scheduled twice', [pay, pay], 'one id is scheduled twice'],
    [
      'an effect of nothing',
      [{ type: 'EffectRecorded', effectId: 'e', value: 1 }],
      'a resolution names nothing that was scheduled',
    ],
  ])('catches: %s', (_, events, what) => {
    expect(tell(...events)).toEqual([what]);
  });
});
