import { existsSync, readFileSync } from 'node:fs';
import type { EffectiveEffect, EffectLog } from '@skald/testing';
import type { EffectRow } from './effect-row.ts';

/** The first effective line of a key is its effect, as in a table whose key is unique. */
export function readEffectLog(file: string, faults: number): EffectLog {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  const rows = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as EffectRow);
  const effective = new Map<string, EffectiveEffect>();
  for (const { key, operation, activity, at, effective: cameAbout } of rows) {
    if (cameAbout && !effective.has(key)) effective.set(key, { key, operation, activity, at });
  }
  return {
    calls: rows.map(({ effective: _, ...call }) => call),
    effective: [...effective.values()],
    faults: { byKey: {}, anywhere: faults },
  };
}
