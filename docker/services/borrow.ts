import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { down } from './down.ts';
import { servers } from './folders.ts';
import { isAlive, self, type Identity } from './process.ts';
import { readJson, writeJson } from './record.ts';
import { environment, services, startedByBorrower, type Services } from './services.ts';

const borrowers = join(servers, 'borrowers');
const own = join(borrowers, `${process.pid}.json`);

/** For a test run: the shared servers, until `giveBack`. Other runs may use them at the same time. */
export async function borrow(): Promise<Services> {
  const found = environment() !== undefined;
  writeJson(own, self());
  if (!found) writeFileSync(startedByBorrower, '');
  return services();
}

/** Stops the shared servers when borrowers started them and nobody else uses them. Servers of an `up` stay. */
export async function giveBack(): Promise<void> {
  rmSync(own, { force: true });
  if (existsSync(startedByBorrower)) await down({ unless: isBorrowed });
}

function isBorrowed(): boolean {
  mkdirSync(borrowers, { recursive: true });
  return readdirSync(borrowers).some((name) => {
    const borrower = readJson<Identity>(join(borrowers, name));
    return borrower !== undefined && isAlive(borrower);
  });
}
