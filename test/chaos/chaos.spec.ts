import { describe, expect, it } from '@jest/globals';
import { check, violationText } from '@skald/testing';
import { missing } from '../../docker/services/index.ts';
import { boundMs } from './evidence/rest.ts';
import { faultKinds } from './faults/all.ts';
import { runChaos } from './run-chaos.ts';
import { storm } from './storm.ts';
import { told } from './told.ts';

const reason = await missing('kafka', 'ferretdb');

(reason === undefined ? describe : describe.skip)('chaos on real servers', () => {
  it('every promise is kept by two coordinators and two workers, and all is at rest within a minute after the last fault', async () => {
    const report = await runChaos({
      ...{ seed: 1, coordinators: 2, workers: 2, everyMs: 1_000 },
      trouble: (scene) => storm(scene, faultKinds, 60_000, () => undefined),
      told: () => undefined,
    });
    expect(report.violations.map(violationText)).toEqual([]);
    expect(report.restMs).toBeLessThan(boundMs);
    const { calls, journal, effects } = report.evidence;
    const accepted = calls.filter(({ request, outcome }) => request.type === 'start' && outcome.kind === 'ok');
    // Less would show nothing.
    expect({ said: told(report), accepted: accepted.length > 10, turns: journal.turns.length > 100 }).toMatchObject({
      ...{ accepted: true, turns: true },
    });
    expect(report.faults.size).toBeGreaterThan(5);
    // One line less in the effect log would have been seen, of those that were not called twice.
    const wouldBeSeen = effects.calls.some(({ output, operation }, i) => {
      if (output === undefined || operation !== 'execute') return false;
      const lost = check({ ...report.evidence, effects: { ...effects, calls: effects.calls.toSpliced(i, 1) } });
      return lost.some(({ invariant }) => invariant === 'I-05');
    });
    expect(wouldBeSeen).toBe(true);
  }, 180_000);
});
