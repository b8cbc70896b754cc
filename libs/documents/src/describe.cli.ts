import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Turn } from '@skald/engine';
import { describeSaga } from './describe-saga.js';

const usage = `describe FOLDER...    write asyncapi.yaml, and diagram.mmd from histories/*.json, of the saga in each folder
                      SKALD_TOPIC_PREFIX: of the topics (else: saga.)`;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: { readonly '.': { readonly default: string } };
}

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

async function describe(folder: string): Promise<void> {
  if (!existsSync(join(folder, 'package.json')))
    throw new Error(`${folder} has no package.json: name the folder of a saga`);
  const { name, version, exports } = json(join(folder, 'package.json')) as Manifest;
  const entry = resolve(folder, exports['.'].default);
  if (!existsSync(entry)) throw new Error(`${entry} is missing: build ${name} first`);
  const request = fileURLToPath(import.meta.resolve('@skald/contracts/schemas/v1/request.schema.json'));
  const prefix = process.env['SKALD_TOPIC_PREFIX'];
  const files = describeSaga({
    name,
    version,
    exported: (await import(pathToFileURL(entry).href)) as Record<string, unknown>,
    histories: globSync('histories/*.json', { cwd: folder })
      .sort()
      .map((file) => (json(join(folder, file)) as { turns: Turn[] }).turns),
    schemas: relative(folder, join(request, '..')).split(sep).join('/'),
    ...(prefix !== undefined && { prefix }),
  });
  for (const [file, text] of files) writeFileSync(join(folder, file), text);
  console.log(`${folder}: ${[...files.keys()].join(', ') || 'no saga to describe'}`);
}

const folders = process.argv.slice(2);
if (folders.length === 0) console.log(usage);
try {
  for (const folder of folders) await describe(folder);
} catch (error) {
  console.error(`describe: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
