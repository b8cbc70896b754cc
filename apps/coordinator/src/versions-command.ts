import { openSagas } from '@skald/nest';
import type { CurrentVersion, Instances, Versions } from '@skald/ports';
import type { VersionRow } from '@skald/runtime';
import { versionTable } from '@skald/runtime';
import type { NestModule } from './load-sagas.js';
import type { VersionsOptions } from './versions-options.js';

interface VersionStore {
  readonly instances: Pick<Instances, 'openByVersion'>;
  readonly versions: Versions;
  close(): Promise<void>;
}

export interface VersionsSurroundings {
  readonly modules: readonly NestModule[];
  readonly connect: () => Promise<VersionStore>;
  readonly print: (text: string) => void;
}

/**
 * Tells which versions run, or moves the pointer of a saga.
 * @throws VersionNotHere
 */
export async function versionsCommand(
  options: VersionsOptions,
  { modules, connect, print }: VersionsSurroundings,
): Promise<void> {
  const registered = await registeredIn(modules);
  if (options.kind === 'move') mustBeHere(options.pointer, registered);
  const store = await connect();
  try {
    if (options.kind === 'move') {
      const { saga, version } = options.pointer;
      await store.versions.move(options.pointer);
      return print(`${saga}: starts that name no version get ${version}, on every coordinator within 5 seconds`);
    }
    const pointers = await store.versions.current();
    for (const row of versionTable(registered, pointers, await store.instances.openByVersion())) print(line(row));
  } finally {
    await store.close();
  }
}

async function registeredIn(modules: readonly NestModule[]): Promise<readonly CurrentVersion[]> {
  const sagas = await openSagas([...modules]);
  try {
    return sagas.definitions.map(({ contract, version }) => ({ saga: contract.name, version }));
  } finally {
    await sagas.close();
  }
}

function mustBeHere({ saga, version }: CurrentVersion, registered: readonly CurrentVersion[]): void {
  const here = registered.filter((row) => row.saga === saga).map((row) => row.version);
  if (!here.includes(version)) throw new VersionNotHere({ saga, version }, here);
}

function line({ saga, version, open, oldest, current, registered, removable }: VersionRow): string {
  const told = [
    `${saga} ${version}`,
    `${open} open`,
    oldest === undefined ? [] : `oldest ${new Date(oldest).toISOString()}`,
    current ? 'current' : [],
    registered ? [] : 'not registered here',
    removable ? 'safe to remove' : [],
  ];
  return told.flat().join(', ');
}

/** A pointer may only name what SKALD_MODULES has. */
class VersionNotHere extends Error {
  override readonly name = 'VersionNotHere';
  readonly code = 'UNKNOWN_VERSION';
  constructor({ saga, version }: CurrentVersion, here: readonly number[]) {
    const known = here.length === 0 ? 'no version of it is' : `${here.join(', ')} ${here.length > 1 ? 'are' : 'is'}`;
    super(`saga ${saga} version ${version} is not among SKALD_MODULES; ${known}`);
  }
}
