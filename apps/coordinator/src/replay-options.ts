import { parseArgs } from 'node:util';
import { WrongUsage } from './wrong-usage.error.js';

const usage =
  'npm run replay -- <directory> | --from-journal [--sample 200] [--saga name] [--namespace default] [--export directory]';

/** Where the histories come from that are held against the code. */
export type ReplayOptions =
  | { readonly kind: 'directory'; readonly directory: string }
  | {
      readonly kind: 'journal';
      readonly size: number;
      readonly saga: string | undefined;
      /** Looked at in any case, beside those with the most open instances. */
      readonly namespaces: readonly string[];
      /** Each history that is drawn is also written here, as a file. */
      readonly exportTo: string | undefined;
    };

/** @throws WrongUsage */
export function replayOptions(args: readonly string[]): ReplayOptions {
  const { values, positionals } = parsed(args);
  const [directory, ...more] = positionals;
  if (values['from-journal'] !== true) {
    if (directory === undefined || more.length > 0)
      throw new WrongUsage('name one directory, or --from-journal', usage);
    const [stray] = ['sample', 'saga', 'namespace', 'export'].filter((name) => name in values);
    if (stray !== undefined) throw new WrongUsage(`--${stray} goes with --from-journal`, usage);
    return { kind: 'directory', directory };
  }
  if (directory !== undefined) throw new WrongUsage('a directory or --from-journal, not both', usage);
  const size = Number(values.sample ?? 200);
  if (!Number.isSafeInteger(size) || size < 1) throw new WrongUsage('--sample is a whole number from 1 on', usage);
  return {
    kind: 'journal',
    size,
    saga: values.saga,
    namespaces: values.namespace ?? ['default'],
    exportTo: values.export,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'from-journal': { type: 'boolean' },
        sample: { type: 'string' },
        saga: { type: 'string' },
        namespace: { type: 'string', multiple: true },
        export: { type: 'string' },
      },
    });
  } catch (error) {
    throw new WrongUsage((error as Error).message, usage);
  }
}
