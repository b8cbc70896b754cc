import { Unavailable } from '../unavailable.ts';
import { kinds } from './all.ts';
import type { KindName } from './kind.ts';

/** Builds or fetches what the server needs; says which server it was for when that cannot be done. */
export async function prepare(name: KindName): Promise<void> {
  const { told } = kinds[name];
  try {
    await kinds[name].prepare();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    throw new Unavailable(`${told} cannot be started on this machine: ${error.message}`);
  }
}
