import { parseArgs } from 'node:util';

export const usage = `npm run simulate -- [--seeds N] [--from N] [--seed N] [--planted [NAME]] [--workers N]
  --seeds N      so many seeds (100)
  --from N       the first of them (1)
  --seed N       this one, with what happened last in it and what processes said
  --planted      plants each known bug and tells the first seed that catches it, of --seeds; with a name, only that bug
  --workers N    threads (1)`;

export interface Options {
  readonly seeds: number;
  readonly from: number;
  readonly workers: number;
  readonly isDetailed: boolean;
  /** '' for all of them. */
  readonly planted: string | undefined;
}

/** @throws Error naming what cannot be read. */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seeds: { type: 'string' },
      from: { type: 'string' },
      seed: { type: 'string' },
      planted: { type: 'boolean', default: false },
      workers: { type: 'string' },
    },
  });
  const { seed } = values;
  return {
    seeds: seed === undefined ? whole('--seeds', values.seeds, 100) : 1,
    from: seed === undefined ? whole('--from', values.from, 1) : whole('--seed', seed, 1),
    workers: whole('--workers', values.workers, 1),
    isDetailed: seed !== undefined,
    planted: values.planted ? (positionals[0] ?? '') : undefined,
  };
}

function whole(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^[0-9]{1,9}$/.test(text) || Number(text) < 1) throw new Error(`${name} is not a whole number from 1: ${text}`);
  return Number(text);
}
