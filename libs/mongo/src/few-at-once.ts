import type { InstanceProjection } from '@skald/ports';

export type Save = (projections: readonly InstanceProjection[]) => Promise<void>;

/**
 * One command at a time, with few updates in it. FerretDB 1 holds one of its hundred connections for each update until
 * the command has ended: a hundred updates under way, in one command or in several, wait for each other for ever.
 */
export function fewAtOnce(save: Save, perCommand: number): Save {
  let last: Promise<void> = Promise.resolve();
  return (projections) => {
    const saving = last.then(async () => {
      for (let i = 0; i < projections.length; i += perCommand) await save(projections.slice(i, i + perCommand));
    });
    last = saving.catch(() => undefined);
    return saving;
  };
}
