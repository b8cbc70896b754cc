import { violationText } from '@skald/testing';
import type { SeedReport } from '@skald/testing/simulator';

const mostViolations = 5;

/** A seed that failed, for people. */
export function toldFailure({ seed, violations }: SeedReport): string {
  const shown = violations.slice(0, mostViolations).map(violationText);
  const more = violations.length - shown.length;
  return [
    `seed ${seed}: ${violations.length} violations; again with: npm run simulate -- --seed ${seed}`,
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n');
}

export function toldDetails({ trace, log, digest }: SeedReport): string {
  return [...log.slice(-200), '', ...trace.slice(-100), '', `trace ${digest}`].join('\n');
}

/** What was seen over all seeds, commonest first. */
export function toldSometimes(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([what, count]) => `${String(count).padStart(9)}  ${what}`)
    .join('\n');
}
