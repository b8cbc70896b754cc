import { join } from 'node:path';
import { artefact } from '../artefact.ts';
import { command } from '../command.ts';
import { inputs } from '../folders.ts';
import { host } from '../ports.ts';
import { mongoAnswers } from '../probe-mongo.ts';
import type { Kind } from './kind.ts';

const source = join(inputs, 'ferretdb');

function built(): Promise<string> {
  return artefact({
    name: 'ferretdb',
    from: ['go.mod', 'go.sum', 'main.go'].map((file) => join(source, file)),
    told: 'building it with Go, once; about 60 s',
    build: (into) =>
      command('go', ['build', '-trimpath', '-o', join(into, 'ferretdb'), '.'], {
        cwd: source,
        env: { CGO_ENABLED: '0' },
      }),
  });
}

/** MongoDB's protocol over SQLite files: durable, slow beyond small collections. */
export const ferretdb: Kind = {
  name: 'ferretdb',
  told: 'FerretDB',
  ports: 1,
  startsWithinMs: 30_000,

  async prepare() {
    await built();
  },

  async program({ data, ports }) {
    return { file: join(await built(), 'ferretdb'), args: ['-listen', `${host}:${ports[0]}`, '-data', data] };
  },

  address: (port) => `mongodb://${host}:${port}/skald`,
  answers: (address, withinMs) => mongoAnswers(address, withinMs, true),
};
