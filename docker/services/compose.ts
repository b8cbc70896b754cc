import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command.ts';
import { root, servers } from './folders.ts';
import { withLock } from './lock.ts';
import { freePorts, host } from './ports.ts';
import { kafkaAnswers } from './probe-kafka.ts';
import { mongoAnswers } from './probe-mongo.ts';
import { readJson, writeJson } from './record.ts';
import { Unavailable } from './unavailable.ts';

type Service = 'kafka' | 'mongo';
type Containers = Partial<Record<Service, number>>;

// A project of its own: `docker compose up` of the whole system stays independent of it.
const project = ['compose', '-p', 'skald-services', '-f', join(root, 'docker-compose.yml')];
const memo = join(servers, 'containers.json');

/** Whether a container engine with compose answers on this machine. */
export async function engineAnswers(): Promise<boolean> {
  try {
    await command('docker', ['info'], { timeoutMs: 3_000 });
    await command('docker', ['compose', 'version'], { timeoutMs: 3_000 });
    return true;
  } catch {
    return false;
  }
}

/** The port on which the container of an earlier start is reached. */
export function containerAddress(service: Service): string | undefined {
  const port = readJson<Containers>(memo)?.[service];
  return port === undefined ? undefined : addressOf(service, port);
}

export async function containerAnswers(service: Service, withinMs: number): Promise<boolean> {
  const address = containerAddress(service);
  if (!address) return false;
  return service === 'kafka' ? kafkaAnswers(address, withinMs) : mongoAnswers(address, withinMs, false);
}

/** Starts the container, anew when it runs already, and waits until it is healthy and reached from here. */
export function startContainer(service: Service): Promise<string> {
  return withLock(join(servers, 'containers.lock'), async () => {
    const known = readJson<Containers>(memo) ?? {};
    const port = known[service] ?? (await freePorts(1))[0]!;
    writeJson(memo, { ...known, [service]: port });
    const variable = service === 'kafka' ? 'SKALD_KAFKA_PORT' : 'SKALD_MONGO_PORT';
    await command('docker', [...project, 'up', '-d', '--wait', '--force-recreate', '--no-deps', service], {
      env: { [variable]: `${port}` },
      timeoutMs: 300_000,
    });
    const address = addressOf(service, port);
    if (await containerAnswers(service, 15_000)) return address;
    throw new Unavailable(`its container is healthy, and nothing answers at ${address}`);
  });
}

/** Removes the containers started here; says whether there were any. */
export async function stopContainers(): Promise<boolean> {
  if (!readJson<Containers>(memo)) return false;
  await command('docker', [...project, 'down'], { timeoutMs: 120_000 });
  rmSync(memo, { force: true });
  return true;
}

function addressOf(service: Service, port: number): string {
  return service === 'kafka' ? `${host}:${port}` : `mongodb://${host}:${port}/skald?directConnection=true`;
}
