import { have, start, type Ran, type Running } from './stranger.ts';

/** Runs kcat to its end, with `stdin` on its standard input. Rejects with what kcat said when it failed. */
export async function kcat(args: readonly string[], stdin = ''): Promise<Ran> {
  return (await startKcat(args, stdin)).ended;
}

/** For a kcat that goes on, such as a consumer. */
export async function startKcat(args: readonly string[], stdin = ''): Promise<Running> {
  await haveKcat();
  return start('kcat', args, { stdin });
}

export const haveKcat = (): Promise<void> => have('kcat', ['-V'], 'kcat');
