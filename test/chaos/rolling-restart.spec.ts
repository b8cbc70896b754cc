import { describe, expect, it } from '@jest/globals';
import { violationText } from '@skald/testing';
import { missing } from '../../docker/services/index.ts';
import { boundMs } from './evidence/rest.ts';
import type { Role } from './house/resident.ts';
import type { Scene } from './faults/fault.ts';
import { runChaos, type ChaosReport } from './run-chaos.ts';
import { repeatsOf, told } from './told.ts';

const reason = await missing('kafka', 'ferretdb');
const load = { seed: 1, everyMs: 250, told: () => undefined };
const longestDrainMs = 30_000;

/** As a deploy does it: told to end, and the next one waits until it takes in. */
const oneByOne =
  (role: Role, drains: number[]) =>
  async ({ house: { residents } }: Scene): Promise<ReadonlyMap<string, number>> => {
    const replaced = residents.filter((one) => one.role === role);
    for (const one of replaced) {
      drains.push(await one.terminate());
      one.begin();
      await one.ready();
    }
    return new Map([['sigterm', replaced.length]]);
  };

function expectWell(report: ChaosReport): void {
  expect(report.violations.map(violationText)).toEqual([]);
  // Also said of exit codes that are not 0.
  expect(report.deaths).toEqual([]);
  expect(report.restMs).toBeLessThan(boundMs);
  expect(report.evidence.effects.calls.length).toBeGreaterThan(100);
}

(reason === undefined ? describe : describe.skip)('processes that are replaced under load', () => {
  it('R4 three coordinators one by one: nothing is lost, and at most one call in two hundred is made again', async () => {
    const drains: number[] = [];
    const trouble = oneByOne('coordinator', drains);
    const report = await runChaos({ ...load, coordinators: 3, workers: 1, trouble });
    expectWell(report);
    expect(Math.max(...drains)).toBeLessThan(longestDrainMs);
    const { calls } = report.evidence.effects;
    expect({ said: told(report), few: repeatsOf(report.evidence) <= calls.length / 200 }).toMatchObject({ few: true });
  }, 180_000);

  it('two workers one by one: nothing is lost, and nothing is effective twice', async () => {
    const drains: number[] = [];
    expectWell(await runChaos({ ...load, coordinators: 1, workers: 2, trouble: oneByOne('worker', drains) }));
    expect(Math.max(...drains)).toBeLessThan(longestDrainMs);
  }, 180_000);
});
