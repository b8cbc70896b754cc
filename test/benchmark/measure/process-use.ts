import { readFileSync } from 'node:fs';
import type { MeasuredProcess } from '../modes/system.ts';

/** What a process has used since it began. */
export interface ProcessUse {
  readonly cpuSeconds: number;
  /** Sent to the storage layer, not to sockets. */
  readonly bytesWritten: number;
}

/** USER_HZ, the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

function useOf(pid: number): ProcessUse {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const written = /^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'));
  return { cpuSeconds: ticks / ticksPerSecond, bytesWritten: Number(written?.[1] ?? 0) };
}

export type UseByRole = Readonly<Record<string, ProcessUse>>;

/** Starts to count; the answer says what has been used since, by role. */
export function countUse(processes: readonly MeasuredProcess[]): () => UseByRole {
  const before = processes.map(({ pid }) => useOf(pid));
  return () => {
    const used: Record<string, ProcessUse> = {};
    processes.forEach(({ role, pid }, n) => {
      const now = useOf(pid);
      const other = used[role];
      used[role] = {
        cpuSeconds: (other?.cpuSeconds ?? 0) + now.cpuSeconds - before[n]!.cpuSeconds,
        bytesWritten: (other?.bytesWritten ?? 0) + now.bytesWritten - before[n]!.bytesWritten,
      };
    });
    return used;
  };
}
