import { relative } from 'node:path';
import { allOwned, allShared } from './all-servers.ts';
import { containerAddress, containerAnswers } from './compose.ts';
import { givenKafka, givenStore } from './given.ts';
import type { Server } from './server.ts';

/** One line per server, for people. */
export async function status(): Promise<string[]> {
  const given = [
    ...(givenKafka() ? ['KAFKA_BROKERS is given and used instead'] : []),
    ...(givenStore() ? ['MONGODB_URI is given and used instead'] : []),
  ];
  const known = [...allShared(), ...allOwned()].map(line);
  return [...given, ...(await Promise.all([...known, ...containers()]))];
}

async function line(server: Server): Promise<string> {
  const name = server.kind.name.padEnd(9);
  if (!server.isRunning()) return `${name} stopped`;
  const since = performance.now();
  const answers = await server.answers(5_000);
  const state = answers ? `answers in ${Math.round(performance.now() - since)} ms` : 'DOES NOT ANSWER';
  const owner = server.owner ? `, of process ${server.owner.pid}` : '';
  return `${name} ${server.address} · process ${server.pid}${owner} · ${state} · ${relative(process.cwd(), server.log)}`;
}

function containers(): Promise<string>[] {
  return (['kafka', 'mongo'] as const).filter(containerAddress).map(async (service) => {
    const state = (await containerAnswers(service, 5_000)) ? 'answers' : 'DOES NOT ANSWER';
    return `${service.padEnd(9)} ${containerAddress(service)} · container · ${state}`;
  });
}
