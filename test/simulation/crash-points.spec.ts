import { describe, expect, it } from '@jest/globals';
import type { Json } from '@skald/contracts';
import {
  crashTimes,
  drawnWorkload,
  fairWeather,
  randomWorkload,
  simulateSeed,
  type CrashPoint,
  type SeedReport,
  type Simulated,
} from '@skald/testing/simulator';
import { toldFailure } from './told.js';

const reserve = { do: 'activity', activity: 'stock.reserve', takes: 10 } as const;
const charge = { do: 'activity', activity: 'pay.charge', takes: 10 } as const;

/** Every kind of step, over two runs; in the end all of it is undone. */
const plan = [
  reserve,
  { do: 'together', of: [charge, { do: 'effect' }] },
  { do: 'receive', ms: 5_000 },
  { do: 'scope', of: [reserve, { ...charge, refused: true }] },
  { do: 'child', of: [reserve] },
  {
    do: 'again',
    of: [
      { do: 'timer', ms: 100 },
      { ...charge, refused: true },
    ],
  },
] as const satisfies Json;

const told = { before: 'before', done: 'in', after: 'after the answer of' } as const;
const to = { namespace: 'default', workflowId: 'w' } as const;

const simulated: Simulated = {
  sagas: drawnWorkload.sagas,
  workload: (random) => ({
    ...randomWorkload(random),
    calls: [
      [
        { afterMs: 0, request: { type: 'start', ...to, saga: 'drawn', input: plan, requestId: 'start' } },
        { afterMs: 2_000, request: { type: 'signal', ...to, name: 'nudge', payload: 1, requestId: 'nudge' } },
      ],
    ],
  }),
};

const run = (crashAt?: CrashPoint): Promise<SeedReport> =>
  simulateSeed(1, simulated, () => ({ ...fairWeather, stormMs: 15_000, ...(crashAt && { crashAt }) }));

describe('a process that ends', () => {
  it.each(crashTimes.map((when) => [told[when], when] as const))(
    '%s any call of a small saga’s life breaks no invariant',
    async (_, when) => {
      const { calls } = await run();
      expect(calls).toBeGreaterThan(150);
      const failed: string[] = [];
      for (let nth = 1; nth <= calls; nth++) {
        const report = await run({ nth, when });
        expect(report.faults).toBe(1);
        if (report.violations.length > 0) failed.push(`call ${nth}: ${toldFailure(report)}`);
      }
      expect(failed).toEqual([]);
    },
    240_000,
  );
});
