import { parseArgs } from 'node:util';
import type { StoreName } from '../../docker/services/index.ts';

export const usage = `npm run bench -- W1|W5 --mode embedded|cluster
  --runs N             runs, each with fresh instances (3)
  --in-flight 1,16,64  loads of W1's closed loop (1,16,64,256)
  --saturation 25,50   then latency at these shares, in percent, of the best of them (none)
  --seconds N          measured in each run (5)
  --warm-up N          seconds before (2)
  --json               the last line is one object
  --syncs              embedded: count the syncs of a short load with strace
  --folder PATH        embedded: where the file goes (the system's temporary folder)
  --partitions N       of every topic (8)
  --store memory|ferretdb   cluster (memory)
  --coordinators N --workers N   cluster (1 and 1)
  --cpu-prof PATH      cluster: coordinators and workers write CPU profiles there`;

export interface Options {
  readonly workload: string;
  readonly mode: 'embedded' | 'cluster';
  readonly runs: number;
  readonly inFlight: readonly number[];
  /** Percent. */
  readonly saturation: readonly number[];
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly json: boolean;
  readonly syncs: boolean;
  readonly folder: string | undefined;
  readonly partitions: number;
  readonly store: StoreName;
  readonly coordinators: number;
  readonly workers: number;
  readonly cpuProf: string | undefined;
}

/** @throws Error naming what cannot be read. */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      mode: { type: 'string', default: 'embedded' },
      runs: { type: 'string', default: '3' },
      'in-flight': { type: 'string', default: '1,16,64,256' },
      saturation: { type: 'string', default: '' },
      seconds: { type: 'string', default: '5' },
      'warm-up': { type: 'string', default: '2' },
      json: { type: 'boolean', default: false },
      syncs: { type: 'boolean', default: false },
      folder: { type: 'string' },
      partitions: { type: 'string', default: '8' },
      store: { type: 'string', default: 'memory' },
      coordinators: { type: 'string', default: '1' },
      workers: { type: 'string', default: '1' },
      'cpu-prof': { type: 'string' },
    },
  });
  const { mode, store } = values;
  if (mode !== 'embedded' && mode !== 'cluster') throw new Error(`--mode ${mode}: expected embedded or cluster`);
  if (store !== 'memory' && store !== 'ferretdb') throw new Error(`--store ${store}: expected memory or ferretdb`);
  if (positionals.length !== 1) throw new Error('name one workload');
  return {
    ...{ workload: positionals[0]!, mode, store, json: values.json, syncs: values.syncs, folder: values.folder },
    runs: number(values.runs, '--runs'),
    inFlight: numbers(values['in-flight'], '--in-flight'),
    saturation: numbers(values.saturation, '--saturation'),
    seconds: number(values.seconds, '--seconds'),
    warmUpSeconds: number(values['warm-up'], '--warm-up'),
    partitions: number(values.partitions, '--partitions'),
    coordinators: number(values.coordinators, '--coordinators'),
    workers: number(values.workers, '--workers'),
    cpuProf: values['cpu-prof'],
  };
}

function numbers(text: string, name: string): number[] {
  return text === '' ? [] : text.split(',').map((one) => number(one, name));
}

function number(text: string, name: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${name} ${text}: expected a number above 0`);
  return value;
}
