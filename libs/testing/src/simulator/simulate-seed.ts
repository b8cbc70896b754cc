import type { SagaStatus } from '@skald/contracts';
import { isClosed } from '@skald/contracts';
import type { InstanceProjection } from '@skald/ports';
import { check } from '../checker/check.js';
import type { Evidence } from '../checker/evidence/evidence.js';
import { emptyEvidence } from '../checker/evidence/evidence.js';
import { replaysOf } from '../checker/evidence/replays-of.js';
import type { Violation } from '../checker/violation.js';
import { violated } from '../checker/violation.js';
import type { Simulated } from './house/house.js';
import { House } from './house/house.js';
import type { Seen } from './house/observer.js';
import { Random } from './kernel/random.js';
import { simulatedEpoch } from './kernel/kernel.js';
import { noteWhatWasSeen } from './what-was-seen.js';
import type { Swarm } from './swarm/swarm.js';
import { drawSwarm } from './swarm/swarm.js';

/** What one seed showed. */
export interface SeedReport {
  readonly seed: number;
  readonly violations: readonly Violation[];
  /** Of everything that happened: the same seed has the same. */
  readonly digest: string;
  readonly instances: number;
  readonly turns: number;
  readonly faults: number;
  /** Of all processes while faults were to strike, without heartbeats. */
  readonly calls: number;
  readonly simulatedMs: number;
  readonly sometimes: ReadonlyMap<string, number>;
  /** The latest that happened, and what processes said. */
  readonly trace: readonly string[];
  readonly log: readonly string[];
}

/** After the last fault, without which nothing may take longer. */
const boundMs = 120_000;
const lookEveryMs = 15_000;
/** By then the time-out of every saga is over. */
const latestMs = 4 * 3_600_000;

/** One seed: faults, then none, until everything is at rest; then every invariant is held against what is left. */
export async function simulateSeed(
  seed: number,
  simulated: Simulated,
  draw: (random: Random) => Swarm = drawSwarm,
): Promise<SeedReport> {
  const random = new Random(seed);
  const house = new House(seed, draw(random.fork('swarm')), simulated);
  const { kernel } = house;
  const healAt = kernel.now + house.swarm.stormMs;
  while (kernel.now < healAt) {
    await kernel.run(Math.min(healAt, kernel.now + lookEveryMs));
    const seen = await house.observer.glance();
    if (seen !== undefined) house.earlier.push(seen.turns);
  }
  house.heal();
  const healedAt = kernel.now;
  let atRest = 0;
  do {
    await kernel.run(kernel.now + lookEveryMs);
    const isQuiet = house.callers.every(({ isDone }) => isDone) && isAtRest(await house.observer.look(), house);
    atRest = isQuiet ? atRest + lookEveryMs : 0;
  } while (atRest < boundMs && kernel.now < healedAt + latestMs);
  const evidence = await evidenceOf(house, seed, healedAt, simulated);
  noteWhatWasSeen(evidence, house.sometimes);
  return {
    ...{ seed, violations: violationsOf(evidence, house), digest: house.trace.digest },
    ...{ instances: evidence.journal.projections.length, turns: evidence.journal.turns.length },
    calls: house.fates.calls,
    ...{ faults: house.strikes, simulatedMs: kernel.now - simulatedEpoch, sometimes: house.sometimes.counts },
    ...{ trace: house.trace.lines, log: evidence.remains.logs },
  };
}

function violationsOf(evidence: Evidence, { workload }: House): readonly Violation[] {
  const own = workload.judge?.(evidence) ?? [];
  return [...check(evidence), ...own.map((what) => violated(evidence, 'workload', what))];
}

const waitsForPeople: ReadonlySet<SagaStatus> = new Set(['paused', 'parked', 'forward-failed', 'compensation-failed']);

function isAtRest({ projections }: Seen, { observer, kernel }: House): boolean {
  const resting = projections.filter(
    (projection) =>
      isClosed(projection.status) || waitsForPeople.has(projection.status) || waitsLong(projection, kernel.now),
  );
  return resting.length === observer.instances.length;
}

/** For a signal, or a timer that is far: what it waits for is judged by the checker. */
function waitsLong({ status, waitingFor, wakeAt }: InstanceProjection, now: number): boolean {
  if (status !== 'running' || waitingFor.length === 0) return false;
  const isFar = wakeAt === undefined || wakeAt > now + 2 * boundMs;
  return isFar && waitingFor.every(({ kind }) => kind === 'signal' || kind === 'timer');
}

async function evidenceOf(house: House, seed: number, healedAt: number, { sagas }: Simulated): Promise<Evidence> {
  const { kernel, observer, broker, outside, callers, log, writes, earlier, hosts, workload } = house;
  const { turns, projections } = await observer.look();
  const allClosed = projections.every(({ status }) => isClosed(status));
  return emptyEvidence({
    ...{ seed: `--seed ${seed}`, at: kernel.now, healedAt, boundMs },
    journal: { turns, earlier, projections, writes },
    effects: outside.log(house.strikes),
    calls: callers.flatMap(({ calls }) => calls).sort((a, b) => a.invokedAt - b.invokedAt),
    broker: broker.dump('saga.'),
    remains: {
      left: allClosed ? hosts.flatMap((host) => host.left()) : [],
      logs: log.entries.map(({ level, message, fields }) => `${level} ${message} ${JSON.stringify(fields)}`),
      ...{ metrics: '', secrets: workload.secrets ?? [], encoded: false },
    },
    replays: await replaysOf(turns, sagas),
    ...(workload.bank === undefined ? {} : { bank: workload.bank() }),
  });
}
