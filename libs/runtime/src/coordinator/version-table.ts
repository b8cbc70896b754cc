import type { CurrentVersion, OpenOfVersion } from '@skald/ports';

export interface VersionRow {
  readonly saga: string;
  readonly version: number;
  readonly open: number;
  /** When the oldest open instance began, milliseconds since 1970; left out: none is open. */
  readonly oldest?: number;
  /** What a start that names no version gets. */
  readonly current: boolean;
  /** Its code is among what was asked about. */
  readonly registered: boolean;
  /** Its code may be taken out of the deployment. */
  readonly removable: boolean;
}

/** One row per saga and version that is registered, pointed to or has an open instance. */
export function versionTable(
  registered: readonly CurrentVersion[],
  pointers: readonly CurrentVersion[],
  open: readonly OpenOfVersion[],
): VersionRow[] {
  const all = new Map([...registered, ...pointers, ...open].map((row) => [keyOf(row), row]));
  const rows = [...all.values()].map(({ saga, version }): VersionRow => {
    const own = (row: CurrentVersion): boolean => row.saga === saga && row.version === version;
    const count = open.find(own);
    const current = currentOf(saga, registered, pointers) === version;
    return {
      ...{ saga, version, open: count?.open ?? 0, current },
      ...(count === undefined ? {} : { oldest: count.oldest }),
      registered: registered.some(own),
      removable: count === undefined && !current && registered.some(own),
    };
  });
  return rows.sort((a, b) => (a.saga === b.saga ? a.version - b.version : a.saga < b.saga ? -1 : 1));
}

function currentOf(
  saga: string,
  registered: readonly CurrentVersion[],
  pointers: readonly CurrentVersion[],
): number | undefined {
  const pointer = pointers.find((row) => row.saga === saga);
  if (pointer !== undefined) return pointer.version;
  const versions = registered.filter((row) => row.saga === saga).map(({ version }) => version);
  return versions.length === 0 ? undefined : Math.max(...versions);
}

function keyOf({ saga, version }: CurrentVersion): string {
  return `${saga} ${version}`;
}
