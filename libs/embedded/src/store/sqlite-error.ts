import { StoreUnavailable } from '@skald/ports';

// Primary result codes of SQLite: https://www.sqlite.org/rescode.html
const busy = 5;
const readOnly = 8;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const tooBig = 18;
const constraint = 19;
const mismatch = 20;
const range = 25;
const notADatabase = 26;

/** What SQLite says is wrong, by its primary result code; undefined for errors that are not SQLite's. */
function sqliteCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | undefined)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

/** The one value is to blame, not the file: the other writes of the group go on. */
export function blamesTheValue(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === tooBig || code === constraint || code === mismatch || code === range;
}

/** The file cannot be opened as it is; says which and what to do. */
export class EmbeddedStoreRefused extends Error {
  override readonly name = 'EmbeddedStoreRefused';
  readonly code = 'EMBEDDED_STORE_REFUSED';
}

export function openingRefused(file: string, error: unknown): EmbeddedStoreRefused {
  return new EmbeddedStoreRefused(`Cannot open the store ${file}: ${whyNotOpened(error)}`, { cause: error });
}

function whyNotOpened(error: unknown): string {
  switch (sqliteCode(error)) {
    case busy:
      return 'another process has it open. Stop that process, or give this one a file of its own.';
    case readOnly:
      return 'this process may not write to it. Make the file and its folder writable for the user of this process.';
    case corrupt:
    case notADatabase:
      return 'it is damaged, or not an SQLite file. Restore it from a backup, or move it away to start empty.';
    case full:
      return 'the disk is full. Make room and start again.';
    case cannotOpen:
      return 'it cannot be created or read. Check that its folder exists and that this process may write there.';
    default:
      return messageOf(error);
  }
}

export function unavailable(file: string, error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  return new StoreUnavailable(`The store ${file} failed: ${messageOf(error)}`, { cause: error });
}

/** Errors of node:sqlite may come from another realm, where `instanceof` does not know them. */
export function messageOf(error: unknown): string {
  return String((error as { message?: unknown } | undefined)?.message ?? error);
}
