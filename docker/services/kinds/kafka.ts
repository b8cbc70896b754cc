import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artefact } from '../artefact.ts';
import { command } from '../command.ts';
import { inputs } from '../folders.ts';
import { jars, java, needJava } from '../java.ts';
import { host } from '../ports.ts';
import { kafkaAnswers } from '../probe-kafka.ts';
import { kafkaProperties } from './kafka-properties.ts';
import type { Kind } from './kind.ts';

const logging = ['defaultLogLevel=warn', 'showDateTime=true', 'dateTimeFormat=HH:mm:ss.SSS', 'showThreadName=false'];

async function jvm(heap: string): Promise<string[]> {
  return [
    heap,
    ...logging.map((option) => `-Dorg.slf4j.simpleLogger.${option}`),
    '-cp',
    join(await jars('kafka'), '*'),
  ];
}

/** Formatting takes seconds and depends on nothing, so it is done once and copied. */
function formatted(): Promise<string> {
  return artefact({
    name: 'kafka-formatted',
    from: [join(inputs, 'kafka', 'pom.xml')],
    told: 'formatting an empty log folder, once; about 3 s',
    build: async (into) => {
      const properties = join(into, 'server.properties');
      writeFileSync(properties, kafkaProperties({ data: join(into, 'data'), ports: [1, 2], settings: {} }));
      const cluster = `k${randomBytes(16).toString('base64url').slice(1)}`;
      const tool = ['kafka.tools.StorageTool', 'format', '-t', cluster, '-c', properties];
      await command(java(), [...(await jvm('-Xmx128m')), ...tool]);
    },
  });
}

export const kafka: Kind = {
  name: 'kafka',
  told: 'Kafka',
  ports: 2,
  startsWithinMs: 60_000,

  async prepare() {
    await needJava();
    await jars('kafka');
    await formatted();
  },

  async program(place) {
    if (!existsSync(join(place.data, 'meta.properties'))) {
      cpSync(join(await formatted(), 'data'), place.data, { recursive: true });
    }
    const properties = join(place.folder, 'server.properties');
    writeFileSync(properties, kafkaProperties(place));
    return { file: java(), args: [...(await jvm('-Xmx512m')), 'kafka.Kafka', properties] };
  },

  address: (port) => `${host}:${port}`,
  answers: kafkaAnswers,
};
