import { violationText } from '../checker/violation-text.js';
import type { Simulated } from './house/house.js';
import type { SeedReport } from './simulate-seed.js';
import { simulateSeed } from './simulate-seed.js';
import { Sometimes } from './sometimes.js';
import type { Swarm } from './swarm/swarm.js';
import { drawSwarm, fairWeather } from './swarm/swarm.js';

export interface SimulateOptions extends Simulated {
  /** How many; default 20. */
  readonly seeds?: number;
  /** The first of them; default 1. */
  readonly from?: number;
  /** Left out: drawn anew for each seed. Else what is named goes wrong, in this measure, and nothing else does. */
  readonly faults?: Partial<Swarm>;
}

export interface SimulationReport {
  readonly seeds: number;
  readonly instances: number;
  readonly turns: number;
  readonly faults: number;
  /** What was seen, in words, and how often. */
  readonly sometimes: ReadonlyMap<string, number>;
}

/** An invariant was broken: says which, with the evidence and the seed that shows it again. */
export class SimulationFailed extends Error {
  override readonly name = 'SimulationFailed';

  constructor(readonly report: SeedReport) {
    super(`seed ${report.seed}\n${report.violations.map(violationText).join('\n')}`);
  }
}

/**
 * Your sagas and handlers over a simulated Kafka and MongoDB, in simulated time, while processes end, stand still and lose
 * answers. After each seed everything must be at rest and every invariant holds.
 * @throws SimulationFailed at the first seed that shows a broken one
 */
export async function simulate({
  seeds = 20,
  from = 1,
  faults,
  ...simulated
}: SimulateOptions): Promise<SimulationReport> {
  const sometimes = new Sometimes();
  const sum = { seeds: 0, instances: 0, turns: 0, faults: 0 };
  const swarm = faults === undefined ? drawSwarm : (): Swarm => ({ ...fairWeather, ...faults });
  for (let seed = from; seed < from + seeds; seed++) {
    const report = await simulateSeed(seed, simulated, swarm);
    if (report.violations.length > 0) throw new SimulationFailed(report);
    sum.seeds++;
    sum.instances += report.instances;
    sum.turns += report.turns;
    sum.faults += report.faults;
    sometimes.add(report.sometimes);
  }
  return { ...sum, sometimes: sometimes.counts };
}
