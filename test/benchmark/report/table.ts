import type { Spread } from '../measure/statistics.ts';
import { cpuByRole, spreadOf, type LoadSummary } from './summary.ts';

/** Medians, with the least and the most of all runs in brackets. */
export function table(loads: readonly LoadSummary[]): string {
  const rows = loads.map((load) => [
    load.load,
    shown(spreadOf(load, 'sagasPerSecond'), 0),
    shown(spreadOf(load, 'activitiesPerSecond'), 0),
    shown(spreadOf(load, 'p50Ms'), 2),
    shown(spreadOf(load, 'p99Ms'), 2),
    shown(spreadOf(load, 'p999Ms'), 2),
    shown(spreadOf(load, 'cpuSecondsPer1000Activities'), 3),
    shown(spreadOf(load, 'bytesPerActivity'), 0),
    Object.entries(cpuByRole(load))
      .map(([role, cpu]) => `${role} ${cpu.toFixed(3)}`)
      .join(', '),
  ]);
  const head = ['load', 'sagas/s', 'activities/s', 'p50 ms', 'p99 ms', 'p99.9 ms', 'CPU s/1,000', 'bytes/act.'];
  const all = [[...head, 'CPU s/1,000 by role'], ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

function shown({ median, min, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}
