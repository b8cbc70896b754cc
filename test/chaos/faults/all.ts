import type { Fault } from './fault.ts';
import { duplicated, rebalanced } from './group-faults.ts';
import { cut, hung, refused, slowed, toBroker, toStore } from './network-faults.ts';
import { killed, suspended, terminated } from './process-faults.ts';
import { restarted } from './server-faults.ts';

export const faults = {
  'kill -9': killed,
  suspend: suspended,
  sigterm: terminated,
  'broker cut': cut(toBroker),
  'broker slow': slowed(toBroker),
  'broker hang': hung(toBroker),
  'broker refuse': refused(toBroker),
  'broker restart': restarted('kafka'),
  'store cut': cut(toStore),
  'store slow': slowed(toStore),
  'store hang': hung(toStore),
  'store refuse': refused(toStore),
  'store restart': restarted('mongo'),
  rebalance: rebalanced,
  duplicate: duplicated,
} as const satisfies Record<string, Fault>;

export type FaultKind = keyof typeof faults;
export const faultKinds = Object.keys(faults) as FaultKind[];
