import { join } from 'node:path';
import { have, root, start, type Running } from './stranger.ts';

const interpreter = join(root, '.skald', 'cache', 'python', 'bin', 'python');

/** Starts a Python script, with confluent-kafka to import; its output is not buffered. */
export async function python(script: string, env: NodeJS.ProcessEnv = {}): Promise<Running> {
  await havePython();
  return start(interpreter, ['-u', script], { env });
}

export const havePython = (): Promise<void> =>
  have(interpreter, ['-c', 'import confluent_kafka'], 'Python with confluent-kafka');
