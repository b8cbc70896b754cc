import { describe, expect, it, jest } from '@jest/globals';
import { drawnWorkload, simulate, simulateSeed, SimulationFailed } from '@skald/testing/simulator';

jest.setTimeout(120_000);

describe('a simulation', () => {
  it('of the same seed is the same to the last task', async () => {
    const [one, two] = [await simulateSeed(7, drawnWorkload), await simulateSeed(7, drawnWorkload)];
    expect(one.digest).toBe(two.digest);
    expect((await simulateSeed(8, drawnWorkload)).digest).not.toBe(one.digest);
  });

  it('without faults has none', async () => {
    const report = await simulate({ ...drawnWorkload, seeds: 3, faults: {} });
    expect(report.faults).toBe(0);
    expect(report.turns).toBeGreaterThan(10);
  });

  it('over a store that acknowledges before a majority has it is caught losing what it had accepted', async () => {
    const faults = { acknowledge: 'primary', failover: 0.2, coordinators: 2, slownessMs: 20 } as const;
    const weak = simulate({ ...drawnWorkload, seeds: 40, faults });
    await expect(weak).rejects.toThrow(SimulationFailed);
  });

  it('[rolled-back-write] with the same failovers over a majority loses nothing', async () => {
    await simulate({ ...drawnWorkload, seeds: 10, faults: { failover: 0.2, coordinators: 2, slownessMs: 20 } });
  });
});
