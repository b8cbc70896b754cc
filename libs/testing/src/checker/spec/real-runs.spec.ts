import { beforeEach, describe, expect, it } from '@jest/globals';
import { check } from '../check.js';
import type { Evidence } from '../evidence/evidence.js';
import { violationText } from '../violation-text.js';
import { WatchedHouse } from './watched-house.for-spec.js';

let house: WatchedHouse;
const found = (evidence: Evidence): string[] => check(evidence).map(violationText);
const numbers = (evidence: Evidence): string[] => [...new Set(check(evidence).map(({ invariant }) => invariant))];

beforeEach(async () => {
  house = await new WatchedHouse().open();
});

describe('a run of real parts', () => {
  it('that ends well, fails, and waits shows nothing wrong', async () => {
    for (const how of ['ships', 'fails', 'asks']) await house.start(how, how);
    await house.clock.advance(60_000);
    const evidence = await house.evidence();
    expect(evidence.journal.projections.map(({ status }) => status)).toEqual(['completed', 'compensated', 'running']);
    expect(evidence.broker.records.length).toBeGreaterThan(20);
    expect(evidence.effects.calls).toHaveLength(3 + 4 + 2);
    expect(found(evidence)).toEqual([]);
  });

  it('with a restart, and every record twice, shows nothing wrong', async () => {
    house.twice = true;
    await house.start('asks', 'asks');
    await house.drain();
    await house.boot();
    await house.approve('asks', 's-1');
    await house.start('fails', 'fails');
    await house.clock.advance(60_000);
    const evidence = await house.evidence();
    expect(evidence.journal.projections.map(({ status }) => status)).toEqual(['completed', 'compensated']);
    expect(found(evidence)).toEqual([]);
  });

  it('shows what is taken from its evidence', async () => {
    for (const how of ['ships', 'fails']) await house.start(how, how);
    await house.clock.advance(60_000);
    const evidence = await house.evidence();
    const { journal, effects, broker } = evidence;
    const without = (topic: string) => broker.records.filter((record) => record.topic !== topic);
    expect(numbers({ ...evidence, journal: { ...journal, turns: journal.turns.slice(0, -1) } })).toEqual([
      'I-02',
      'I-17',
    ]);
    expect(numbers({ ...evidence, effects: { ...effects, calls: effects.calls.slice(1) } })).toEqual(['I-05']);
    expect(numbers({ ...evidence, effects: { ...effects, effective: effects.effective.slice(0, -1) } })).toEqual([
      'I-08',
    ]);
    expect(numbers({ ...evidence, broker: { ...broker, records: without('saga.events') } })).toEqual(['I-17']);
    expect(numbers({ ...evidence, broker: { ...broker, records: without('saga.commands.shop') } })).toEqual([
      'I-12',
      'I-17',
    ]);
    expect(numbers({ ...evidence, broker: { ...broker, records: without('saga.replies') } })).toEqual(['I-12']);
  });
});
