import { join } from 'node:path';
import { inputs } from '../folders.ts';
import { jars, java, needJava } from '../java.ts';
import { host } from '../ports.ts';
import { mongoAnswers } from '../probe-mongo.ts';
import type { Kind } from './kind.ts';

/** MongoDB's protocol from memory: fast, and everything is gone with the process. */
export const memory: Kind = {
  name: 'memory',
  told: 'the memory store',
  ports: 1,
  startsWithinMs: 30_000,

  async prepare() {
    await needJava();
    await jars('memory-store');
  },

  async program({ ports }) {
    const main = join(inputs, 'memory-store', 'MemoryStore.java');
    const classes = join(await jars('memory-store'), '*');
    return { file: java(), args: ['-Xmx1g', '-cp', classes, main, host, `${ports[0]}`] };
  },

  address: (port) => `mongodb://${host}:${port}/skald`,
  answers: (address, withinMs) => mongoAnswers(address, withinMs, true),
};
