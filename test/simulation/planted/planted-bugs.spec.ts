import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bugs } from './bugs.js';
import { caught } from './plant-all.js';

const often = bugs.filter(({ seldom }) => seldom !== true);

describe('a bug that is planted', () => {
  it.each(bugs.map(({ name, file, find }) => [name, file, find]))('%s has its one place', (_, file, find) => {
    expect(readFileSync(join(import.meta.dirname, '..', '..', '..', file), 'utf8').split(find)).toHaveLength(2);
  });

  it.each(often.map((bug) => [bug.what, bug] as const))(
    'is caught: %s',
    async (_, bug) => {
      expect(await caught(bug, { from: 1, seeds: 100 })).toMatch(/^(I-[0-9]{2}|workload) /);
    },
    240_000,
  );
});
