import type { Random } from '../kernel/random.js';
import type { CrashPoint } from '../process/fates.js';

/** How the world is made for one seed, and how much goes wrong in it. Probabilities are per call unless they say otherwise. */
export interface Swarm {
  /** Faults strike for so long, milliseconds. */
  readonly stormMs: number;
  /** Of every topic. */
  readonly partitions: number;
  readonly coordinators: number;
  readonly workers: number;
  /** The longest way of a call, there or back, milliseconds. */
  readonly slownessMs: number;
  /** Until what is written to a leader or a primary is with a majority, milliseconds. */
  readonly replicationMs: number;
  readonly lost: number;
  readonly answerLost: number;
  /** Done only after the caller was told that it failed. */
  readonly late: number;
  /** A batch of a request that a broker does not take while it takes the others. */
  readonly notTaken: number;
  /** As above, for the store. */
  readonly storeLost: number;
  readonly storeAnswerLost: number;
  /** A command of the store that ends in the midst of its documents. */
  readonly brokenOff: number;
  /** The caller ends before, during or after the call. */
  readonly crash: number;
  /** Beside those that are drawn. */
  readonly crashAt?: CrashPoint;
  /** How long a process stays away after a crash, at most, milliseconds. */
  readonly awayMs: number;
  /** Per process and simulated second. */
  readonly pause: number;
  readonly longestPauseMs: number;
  /** How far a clock is off, at most, milliseconds. */
  readonly clockOffsetMs: number;
  /** Per simulated second. */
  readonly brokerDown: number;
  readonly storeDown: number;
  readonly failover: number;
  /** How long a primary answers that is none any more, at most, milliseconds. */
  readonly deposedMs: number;
  readonly leaderChange: number;
  readonly rebalance: number;
  readonly shutdown: number;
  readonly garbage: number;
  /** What the store's answers rest on; `primary` loses what it acknowledged. */
  readonly acknowledge: 'majority' | 'primary';
  /** 0: every turn replays. */
  readonly cacheBytes: number;
}

/** No faults at all. */
export const fairWeather: Swarm = {
  stormMs: 60_000,
  partitions: 2,
  coordinators: 1,
  workers: 1,
  slownessMs: 5,
  replicationMs: 20,
  lost: 0,
  answerLost: 0,
  late: 0,
  notTaken: 0,
  storeLost: 0,
  storeAnswerLost: 0,
  brokenOff: 0,
  crash: 0,
  awayMs: 1_000,
  pause: 0,
  longestPauseMs: 0,
  clockOffsetMs: 0,
  brokerDown: 0,
  storeDown: 0,
  failover: 0,
  deposedMs: 0,
  leaderChange: 0,
  rebalance: 0,
  shutdown: 0,
  garbage: 0,
  acknowledge: 'majority',
  cacheBytes: 64 * 1024 * 1024,
};

/** Each kind of fault is on in some of the seeds, at a rate of its own: faults that are always on hide one another. */
export function drawSwarm(random: Random): Swarm {
  const sometimes = (share: number, most: number): number => (random.chance(share) ? random.fraction() * most : 0);
  return {
    stormMs: random.integer(20_000, 180_000),
    partitions: random.pick([1, 2, 4, 8]),
    coordinators: random.integer(1, 3),
    workers: random.integer(1, 2),
    slownessMs: random.pick([1, 5, 20, 100, 400]),
    replicationMs: random.pick([5, 20, 300]),
    lost: sometimes(0.5, 0.1),
    answerLost: sometimes(0.5, 0.1),
    late: sometimes(0.3, 0.05),
    notTaken: sometimes(0.3, 0.05),
    storeLost: sometimes(0.4, 0.1),
    storeAnswerLost: sometimes(0.5, 0.1),
    brokenOff: sometimes(0.3, 0.05),
    crash: sometimes(0.6, 0.01),
    awayMs: random.pick([100, 2_000, 20_000]),
    pause: sometimes(0.4, 0.02),
    longestPauseMs: random.pick([500, 5_000, 30_000]),
    clockOffsetMs: random.chance(0.3) ? random.pick([50, 1_000, 4_000]) : 0,
    brokerDown: sometimes(0.25, 0.01),
    storeDown: sometimes(0.25, 0.01),
    failover: sometimes(0.4, 0.03),
    leaderChange: sometimes(0.4, 0.03),
    rebalance: sometimes(0.4, 0.05),
    shutdown: sometimes(0.3, 0.02),
    garbage: sometimes(0.3, 0.1),
    acknowledge: 'majority',
    cacheBytes: random.chance(0.3) ? 0 : random.pick([20_000, 64 * 1024 * 1024]),
    deposedMs: random.chance(0.3) ? random.pick([1_000, 10_000]) : 0,
  };
}
