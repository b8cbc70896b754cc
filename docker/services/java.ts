import { join } from 'node:path';
import { artefact } from './artefact.ts';
import { command } from './command.ts';
import { inputs } from './folders.ts';
import { Unavailable } from './unavailable.ts';

const oldest = 17;

/** The Java runtime of this machine. */
export function java(): string {
  const home = process.env['JAVA_HOME'];
  return home ? join(home, 'bin', 'java') : 'java';
}

export async function needJava(): Promise<void> {
  const said = await command(java(), ['-version']);
  const major = Number(/version "(\d+)/.exec(said)?.[1] ?? 0);
  if (major < oldest) throw new Unavailable(`needs Java ${oldest} or newer, found: ${said.split('\n')[0]}`);
}

/** The folder of the jars that `docker/<name>/pom.xml` names, with all they depend on. */
export function jars(name: string): Promise<string> {
  const pom = join(inputs, name, 'pom.xml');
  return artefact({
    name,
    from: [pom],
    told: 'fetching its jars with Maven, once; about 10 s',
    build: (into) =>
      command('mvn', ['-B', '-ntp', '-q', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${into}`]),
  });
}
