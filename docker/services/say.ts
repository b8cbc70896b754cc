export type Say = (line: string) => void;

/** Standard output belongs to `env` and `status`; everything told on the way goes to standard error. */
export const say: Say = (line) => void process.stderr.write(`${line}\n`);

/** `1.2 s` since a `performance.now()`. */
export function took(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
