import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.ts';

/**
 * Runs the work while no other process or caller does so under the same file.
 * The lock is SQLite's, so the operating system releases it when its holder dies; the pid beside it is for people.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    await acquire(lock, file);
    writeFileSync(`${file}.pid`, `${process.pid}\n`);
    return await work();
  } finally {
    lock.close();
  }
}

async function acquire(lock: DatabaseSync, file: string): Promise<void> {
  for (let tries = 0; !taken(lock); tries++) {
    if (tries === 20) say(`waiting for process ${holder(file)}, which is at the same work`);
    await sleep(50);
  }
}

function taken(lock: DatabaseSync): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === 5) return false; // SQLITE_BUSY
    throw error;
  }
}

function holder(file: string): string {
  try {
    return readFileSync(`${file}.pid`, 'utf8').trim();
  } catch {
    return '?';
  }
}
