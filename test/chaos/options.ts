import { parseArgs } from 'node:util';
import { faultKinds, type FaultKind } from './faults/all.ts';

export const usage = `npm run chaos -- [--minutes N] [--seed N] [--faults "kill -9,store hang"|none] [--coordinators N] [--workers N] [--every-ms N]
  --minutes N        faults strike for so long (10)
  --seed N           draws faults and load; the same faults at the same moments, as far as machines allow (drawn)
  --faults A,B|none  only these of: ${faultKinds.join(', ')}
  --every-ms N       a saga is started every so many milliseconds on average (800)
  --logs FOLDER      where logs and evidence are kept when a promise was broken (.skald/chaos)`;

export interface Options {
  readonly minutes: number;
  readonly seed: number;
  readonly kinds: readonly FaultKind[];
  readonly coordinators: number;
  readonly workers: number;
  readonly everyMs: number;
  readonly logs: string;
}

/** @throws Error naming what cannot be read. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000) + 1) },
      faults: { type: 'string', default: faultKinds.join(',') },
      coordinators: { type: 'string', default: '3' },
      workers: { type: 'string', default: '2' },
      'every-ms': { type: 'string', default: '800' },
      logs: { type: 'string', default: '.skald/chaos' },
    },
  });
  return {
    minutes: above0(values.minutes, '--minutes'),
    seed: above0(values.seed, '--seed'),
    kinds: values.faults === 'none' ? [] : values.faults.split(',').map(kindOf),
    coordinators: above0(values.coordinators, '--coordinators'),
    workers: above0(values.workers, '--workers'),
    everyMs: above0(values['every-ms'], '--every-ms'),
    logs: values.logs,
  };
}

function kindOf(text: string): FaultKind {
  const found = faultKinds.find((kind) => kind === text.trim());
  if (found === undefined) throw new Error(`--faults ${text}: expected none, or some of ${faultKinds.join(', ')}`);
  return found;
}

function above0(text: string, name: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${name} ${text}: expected a number above 0`);
  return value;
}
