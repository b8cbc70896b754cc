import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KindName } from './kinds/kind.ts';
import type { Identity } from './process.ts';

/** What is remembered of a server, beside its data, as `server.json`. */
export interface ServerRecord {
  kind: KindName;
  ports: number[];
  /** Absent when it was stopped. */
  process?: Identity;
  /** The process it was started for; absent for shared ones. */
  owner?: Identity;
}

export function readRecord(folder: string): ServerRecord | undefined {
  return readJson<ServerRecord>(join(folder, 'server.json'));
}

export function writeRecord(folder: string, record: ServerRecord): void {
  writeJson(join(folder, 'server.json'), record);
}

/** The ports of every server in the folder, running or not, so that two starts at once take different ones. */
export function reservedPorts(servers: string): Set<number> {
  return new Set(readdirSync(servers).flatMap((name) => readRecord(join(servers, name))?.ports ?? []));
}

export function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** Whole or not at all, also when the writer is killed. */
export function writeJson(file: string, value: unknown): void {
  mkdirSync(join(file, '..'), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(value, undefined, 2)}\n`);
  renameSync(unfinished, file);
}
